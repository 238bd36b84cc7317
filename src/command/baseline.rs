//! Baselines: lists of findings that an old site has already, so that only new ones are told.
//!
//! A line names a file, a code and what was found, in the language of who wrote it, and how often:
//! no line or column, so that a text above may grow. Lists are for people, too: sorted, and fit to
//! be kept beside the site's own files.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::shown::{cut, one_line};
use crate::ground::{Diagnostic, Failure, Lang, Words};
use crate::read;

/// What stands before how often a finding was found.
const TIMES: &str = " ×";

/// How often each line of a list was found.
pub(super) type Known = BTreeMap<String, usize>;

/// Reads a list.
///
/// # Errors
/// When there is none, or the machine fails.
pub(super) fn read(file: &Path) -> Result<Known, Failure> {
    let text = read::list(file).map_err(|failure| {
        failure.help(Words::new(
            "escribe la lista con `--write-baseline`",
            "write the list with `--write-baseline`",
        ))
    })?;
    let mut known = Known::new();
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // A line without a number was written by hand.
        let counted = line.rsplit_once(TIMES);
        let counted = counted.and_then(|(says, times)| Some((says, times.parse().ok()?)));
        let (says, times) = counted.unwrap_or((line, 1));
        *known.entry(says.to_string()).or_insert(0) += times;
    }
    Ok(known)
}

/// Writes a list.
///
/// # Errors
/// When the machine fails.
pub(super) fn write(file: &Path, found: &[Diagnostic], lang: Lang) -> Result<(), Failure> {
    let mut lines = Known::new();
    for finding in found {
        *lines.entry(line(finding, lang)).or_insert(0) += 1;
    }
    let head = Words::new(
        "# Lo que ya se sabe de este sitio: `tertulia check --baseline` no lo repite.\n\
         # Se escribe con `--write-baseline`; quita las líneas que arregles.\n",
        "# What is known of this site: `tertulia check --baseline` does not repeat it.\n\
         # Written by `--write-baseline`; take away the lines that you repair.\n",
    );
    let heads = [&head.es, &head.en].map(|head| head.lines().next().unwrap_or_default());
    let mut text = head.in_lang(lang).to_string();
    for (line, times) in lines {
        text.push_str(&format!("{line}{TIMES}{times}\n"));
    }
    let is_free = file.metadata().is_err_and(|cause| cause.kind() == ErrorKind::NotFound);
    let is_list = |known: String| heads.iter().any(|head| known.starts_with(head));
    if !is_free && !read::list(file).is_ok_and(is_list) {
        return Err(Failure::write(file.display(), "it is no list of findings").help(Words::new(
            "dale a la lista otro nombre: ese archivo es otra cosa",
            "give the list another name: that file is something else",
        )));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let next = folder.unwrap_or(Path::new(".")).join(".tertulia-baseline.new");
    let written = fs::write(&next, text).and_then(|()| fs::rename(&next, file));
    written.map_err(|cause| {
        let _ = fs::remove_file(&next);
        Failure::write(file.display(), cause)
    })
}

/// Gives the findings that a list does not have, and how many of the list are gone. Where it has
/// some of several alike, the last are new.
pub(super) fn compare(found: &[Diagnostic], mut known: Known) -> (Vec<Diagnostic>, usize) {
    let is_new = |finding: &&Diagnostic| {
        for lang in [Lang::Es, Lang::En] {
            if let Some(times) = known.get_mut(&line(finding, lang))
                && *times > 0
            {
                *times -= 1;
                return false;
            }
        }
        true
    };
    let new = found.iter().filter(is_new).cloned().collect();
    (new, known.values().sum())
}

/// Says where a finding is and what, without its line.
fn line(finding: &Diagnostic, lang: Lang) -> String {
    let message = cut(finding.message.in_lang(lang));
    one_line(&format!("{}: {}: {message}", finding.place.path, finding.code)).trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ground::findings::{broken_link, missing_alt};
    use crate::ground::{Place, Span};

    fn at(start: usize) -> Place {
        Place::new(&Arc::from("content/a.md"), Span::new(start..start + 1))
    }

    #[test]
    fn a_list_knows_what_was_found_wherever_it_moved() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("known.txt");
        let before =
            [missing_alt(at(3), "x ×2"), missing_alt(at(9), "x ×2"), broken_link(at(1), "n", None)];
        for lang in [Lang::Es, Lang::En] {
            write(&file, &before, lang).unwrap();
            let moved = [missing_alt(at(40), "x ×2"), broken_link(at(2), "n", None)];
            assert_eq!(compare(&moved, read(&file).unwrap()), (Vec::new(), 1));
            let more =
                [&before[..], &[missing_alt(at(50), "x ×2"), missing_alt(at(60), "y")]].concat();
            let (new, gone) = compare(&more, read(&file).unwrap());
            assert_eq!((new.len(), gone), (2, 0));
            assert_eq!(new[0].place, at(50));
        }
        let text = fs::read_to_string(&file).unwrap();
        let line = "content/a.md: missing-alt: the image `x ×2` has no alternative text ×2\n";
        assert!(text.ends_with(line), "{text}");
    }

    #[test]
    fn lines_by_hand_count_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("known.txt");
        fs::write(&file, "# a note\n\na: b: c\na: b: c ×2\r\na: b: d ×x\n").unwrap();
        let known = read(&file).unwrap();
        let expected = [("a: b: c", 3), ("a: b: d ×x", 1)];
        assert!(known.iter().map(|(line, times)| (&**line, *times)).eq(expected));
        assert!(read(&folder.path().join("none")).is_err());
    }
}
