//! `tertulia theme show`: the files of the theme inside the program, which nobody could read else.

use super::exit::Outcome;
use super::misuse::Misuse;
use super::report::Report;
use crate::ground::Words;
use crate::ground::nearest::{meant, nearest};
use crate::read;
use crate::words;

/// Prints a file of the theme; without a name, the names of all.
pub(super) fn show_theme(file: Option<&str>, report: &Report) -> Outcome {
    let Some(file) = file else {
        report.result(&list());
        return Outcome::Well;
    };
    let bare = file.strip_prefix("themes/agora/").unwrap_or(file);
    match read::inside(&format!("themes/agora/{bare}").into()) {
        Some(source) => {
            report.result(&format!("{}\n", source.text().trim_end()));
            Outcome::Well
        }
        None => report.misuse(&unknown(file)),
    }
}

fn unknown(file: &str) -> Misuse {
    let misuse = Misuse::new(words!("`agora` no tiene `{file}`", "`agora` has no `{file}`"));
    match nearest(file, read::inside_paths()) {
        Some(near) => misuse.help(meant(near)),
        None => misuse.help(Words::new(
            "`tertulia theme show` los nombra todos",
            "`tertulia theme show` lists them all",
        )),
    }
}

fn list() -> String {
    read::inside_paths().flat_map(|path| [path, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::report::Manner;

    #[test]
    fn files_of_the_theme_are_shown() {
        let sink = || Box::new(std::io::sink());
        let report = Report::new(Manner::default(), sink(), sink());
        for (file, expected) in [
            (None, Outcome::Well),
            (Some("templates/article.html"), Outcome::Well),
            (Some("themes/agora/static/css/agora.css"), Outcome::Well),
            (Some("templates/artcle.html"), Outcome::Usage),
            (Some("../Cargo.toml"), Outcome::Usage),
        ] {
            assert_eq!(show_theme(file, &report), expected, "{file:?}");
        }
    }
}
