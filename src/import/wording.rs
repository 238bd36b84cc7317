//! Wordings as people read them, and as they are compared.

/// Tags after which another word begins.
const BLOCKS: [&str; 9] = ["br", "p", "div", "li", "ul", "ol", "td", "tr", "h"];

/// Takes the tags out of a text, and puts it on one line.
pub(super) fn plain(html: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let name = after.trim_start_matches('/');
        if !name.starts_with(|letter: char| letter.is_alphabetic() || letter == '!') {
            text.push('<');
            rest = after;
            continue;
        }
        // What stands inside of these is for no reader.
        let hidden = ["style", "script"].into_iter().find(|hidden| after.starts_with(hidden));
        let end = hidden.and_then(|name| after.find(&format!("</{name}")).map(|end| end + 1));
        let after = end.map_or(after, |end| &after[end..]);
        if BLOCKS.iter().any(|block| name.starts_with(block)) {
            text.push(' ');
        }
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    for (name, letter) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(name, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives the words of a text in lower case, to compare headings by.
pub(super) fn key(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_lose_their_tags() {
        for (html, expected) in [
            ("<p>¿Qué <b>tal</b>?</p>", "¿Qué tal?"),
            ("a<br/>b &lt;c&gt; 1 < 2", "a b <c> 1 < 2"),
            ("x <style>.a { b }</style>y", "x y"),
            ("<span", ""),
            ("", ""),
        ] {
            assert_eq!(plain(html), expected, "{html:?}");
        }
        assert_eq!(key("Q1[SQ001]"), key("q1_SQ001"));
    }
}
