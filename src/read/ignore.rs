//! Files that editors and systems leave lying about.

/// Tells whether a file of content is none: hidden, or an editor's.
pub fn is_ignored(name: &str) -> bool {
    let is_systems = matches!(name, "Thumbs.db" | "desktop.ini" | "Icon\r" | "__MACOSX");
    name.starts_with('.') || is_editors(name) || is_systems
}

/// Tells the same of a file of `static/`, where hidden files may be meant (`.well-known`,
/// `.htaccess`); but not an editor's, nor the program's own, as in a folder that once held a site.
pub fn is_ignored_in_static(name: &str) -> bool {
    matches!(name, ".DS_Store" | ".git" | ".gitkeep" | ".gitignore")
        || name.starts_with(".tertulia")
        || is_editors(name)
        || (!name.starts_with('.') && is_ignored(name))
}

/// Backups, locks and unfinished saves of Vim, Emacs, `JetBrains` and VS Code.
fn is_editors(name: &str) -> bool {
    let endings = ["~", ".swp", ".swx", ".vsctmp", "___jb_tmp___", "___jb_old___"];
    endings.iter().any(|ending| name.ends_with(ending))
        || name == "4913"
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_is_ignored() {
        for name in
            [".DS_Store", "a.md~", ".a.md.swp", "4913", "#a.md#", "Thumbs.db", "a.md___jb_old___"]
        {
            assert!(is_ignored(name), "{name}");
        }
        assert!(!is_ignored("a.md"));
        assert!(!is_ignored_in_static(".well-known"));
        for name in [".DS_Store", ".a.css.swp", ".#a.css", "a.css___jb_tmp___"] {
            assert!(is_ignored_in_static(name), "{name}");
        }
        assert!(is_ignored_in_static(".tertulia-edition"));
    }
}
