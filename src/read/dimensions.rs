//! Width and height of images.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::ground::url;

/// The size of an SVG is looked for in so many bytes.
const SVG_BYTES_MAX: u64 = 4_096;

/// Gives width and height of an image file in pixels; `None` for other files and for images that
/// do not say.
pub(super) fn of(file: &Path, path: &str) -> Option<(u32, u32)> {
    match url::ending(path).as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" => {
            let size = imagesize::size(file).ok()?;
            Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
        }
        "svg" => {
            let mut head = Vec::new();
            File::open(file).ok()?.take(SVG_BYTES_MAX).read_to_end(&mut head).ok()?;
            svg(&String::from_utf8_lossy(&head))
        }
        _ => None,
    }
}

fn svg(head: &str) -> Option<(u32, u32)> {
    let start = head.find("<svg")?;
    let tag = &head[start..start + head[start..].find('>')?];
    let pixels = |name: &str| {
        let value = attribute(tag, name)?;
        number(value.trim().trim_end_matches("px"))
    };
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let numbers: Vec<&str> =
        attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    Some((number(numbers.get(2)?)?, number(numbers.get(3)?)?))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let after = tag.split_once(&format!(" {name}="))?.1;
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    after[1..].split(quote).next()
}

/// Reads a size that makes sense for a page: more than nothing, and no more than a million.
fn number(text: &str) -> Option<u32> {
    let number = text.parse::<f64>().ok()?.round();
    (1.0..1e6).contains(&number).then(|| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
        let number = number as u32;
        number
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes() {
        assert_eq!(svg("<svg width=\"40px\" height='20'>"), Some((40, 20)));
        assert_eq!(svg("<?xml?><svg viewBox=\"0 0 300.4 120\" x>"), Some((300, 120)));
        assert_eq!(svg("<svg width=\"100%\">"), None);
    }
}
