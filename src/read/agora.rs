//! The theme `agora`, inside the program: a site needs no `themes/` folder.

/// The files of the theme by their paths inside it; a test compares them with the folder.
pub(super) const FILES: &[(&str, &[u8])] = &[
    ("components/callouts.html", include_bytes!("../../themes/agora/components/callouts.html")),
    ("components/cards.html", include_bytes!("../../themes/agora/components/cards.html")),
    ("components/chart.html", include_bytes!("../../themes/agora/components/chart.html")),
    ("components/details.html", include_bytes!("../../themes/agora/components/details.html")),
    ("components/faq.html", include_bytes!("../../themes/agora/components/faq.html")),
    ("components/nps.html", include_bytes!("../../themes/agora/components/nps.html")),
    ("components/quote.html", include_bytes!("../../themes/agora/components/quote.html")),
    ("components/steps.html", include_bytes!("../../themes/agora/components/steps.html")),
    ("components/table.html", include_bytes!("../../themes/agora/components/table.html")),
    ("components/tabs.html", include_bytes!("../../themes/agora/components/tabs.html")),
    ("components/thesis.html", include_bytes!("../../themes/agora/components/thesis.html")),
    ("static/css/agora.css", include_bytes!("../../themes/agora/static/css/agora.css")),
    ("static/css/charts.css", include_bytes!("../../themes/agora/static/css/charts.css")),
    ("static/css/code.css", include_bytes!("../../themes/agora/static/css/code.css")),
    ("static/icon.svg", include_bytes!("../../themes/agora/static/icon.svg")),
    ("static/js/agora.js", include_bytes!("../../themes/agora/static/js/agora.js")),
    ("strings/ca.toml", include_bytes!("../../themes/agora/strings/ca.toml")),
    ("strings/en.toml", include_bytes!("../../themes/agora/strings/en.toml")),
    ("strings/es.toml", include_bytes!("../../themes/agora/strings/es.toml")),
    ("strings/fr.toml", include_bytes!("../../themes/agora/strings/fr.toml")),
    ("strings/pt.toml", include_bytes!("../../themes/agora/strings/pt.toml")),
    ("templates/404.html", include_bytes!("../../themes/agora/templates/404.html")),
    ("templates/article.html", include_bytes!("../../themes/agora/templates/article.html")),
    ("templates/base.html", include_bytes!("../../themes/agora/templates/base.html")),
    ("templates/home.html", include_bytes!("../../themes/agora/templates/home.html")),
    (
        "templates/partials/alternates.html",
        include_bytes!("../../themes/agora/templates/partials/alternates.html"),
    ),
    (
        "templates/partials/article-footer.html",
        include_bytes!("../../themes/agora/templates/partials/article-footer.html"),
    ),
    (
        "templates/partials/ask.html",
        include_bytes!("../../themes/agora/templates/partials/ask.html"),
    ),
    (
        "templates/partials/backlink.html",
        include_bytes!("../../themes/agora/templates/partials/backlink.html"),
    ),
    (
        "templates/partials/backlinks.html",
        include_bytes!("../../themes/agora/templates/partials/backlinks.html"),
    ),
    (
        "templates/partials/brand-bar.html",
        include_bytes!("../../themes/agora/templates/partials/brand-bar.html"),
    ),
    (
        "templates/partials/breadcrumbs.html",
        include_bytes!("../../themes/agora/templates/partials/breadcrumbs.html"),
    ),
    (
        "templates/partials/byline.html",
        include_bytes!("../../themes/agora/templates/partials/byline.html"),
    ),
    (
        "templates/partials/card-list.html",
        include_bytes!("../../themes/agora/templates/partials/card-list.html"),
    ),
    (
        "templates/partials/card.html",
        include_bytes!("../../themes/agora/templates/partials/card.html"),
    ),
    (
        "templates/partials/chapters.html",
        include_bytes!("../../themes/agora/templates/partials/chapters.html"),
    ),
    (
        "templates/partials/document-title.html",
        include_bytes!("../../themes/agora/templates/partials/document-title.html"),
    ),
    (
        "templates/partials/evidence-list.html",
        include_bytes!("../../themes/agora/templates/partials/evidence-list.html"),
    ),
    (
        "templates/partials/evidence-status.html",
        include_bytes!("../../themes/agora/templates/partials/evidence-status.html"),
    ),
    (
        "templates/partials/evidence.html",
        include_bytes!("../../themes/agora/templates/partials/evidence.html"),
    ),
    (
        "templates/partials/footer-end.html",
        include_bytes!("../../themes/agora/templates/partials/footer-end.html"),
    ),
    (
        "templates/partials/footer.html",
        include_bytes!("../../themes/agora/templates/partials/footer.html"),
    ),
    (
        "templates/partials/head-end.html",
        include_bytes!("../../themes/agora/templates/partials/head-end.html"),
    ),
    (
        "templates/partials/head.html",
        include_bytes!("../../themes/agora/templates/partials/head.html"),
    ),
    (
        "templates/partials/header-end.html",
        include_bytes!("../../themes/agora/templates/partials/header-end.html"),
    ),
    (
        "templates/partials/header.html",
        include_bytes!("../../themes/agora/templates/partials/header.html"),
    ),
    (
        "templates/partials/home-latest.html",
        include_bytes!("../../themes/agora/templates/partials/home-latest.html"),
    ),
    (
        "templates/partials/home-opening.html",
        include_bytes!("../../themes/agora/templates/partials/home-opening.html"),
    ),
    (
        "templates/partials/languages.html",
        include_bytes!("../../themes/agora/templates/partials/languages.html"),
    ),
    (
        "templates/partials/lead-image.html",
        include_bytes!("../../themes/agora/templates/partials/lead-image.html"),
    ),
    (
        "templates/partials/mark.html",
        include_bytes!("../../themes/agora/templates/partials/mark.html"),
    ),
    (
        "templates/partials/menu.html",
        include_bytes!("../../themes/agora/templates/partials/menu.html"),
    ),
    (
        "templates/partials/neighbours.html",
        include_bytes!("../../themes/agora/templates/partials/neighbours.html"),
    ),
    (
        "templates/partials/outline-list.html",
        include_bytes!("../../themes/agora/templates/partials/outline-list.html"),
    ),
    (
        "templates/partials/outline.html",
        include_bytes!("../../themes/agora/templates/partials/outline.html"),
    ),
    (
        "templates/partials/page-header.html",
        include_bytes!("../../themes/agora/templates/partials/page-header.html"),
    ),
    (
        "templates/partials/pager.html",
        include_bytes!("../../themes/agora/templates/partials/pager.html"),
    ),
    (
        "templates/partials/people.html",
        include_bytes!("../../themes/agora/templates/partials/people.html"),
    ),
    (
        "templates/partials/related.html",
        include_bytes!("../../themes/agora/templates/partials/related.html"),
    ),
    (
        "templates/partials/section-cards.html",
        include_bytes!("../../themes/agora/templates/partials/section-cards.html"),
    ),
    (
        "templates/partials/series.html",
        include_bytes!("../../themes/agora/templates/partials/series.html"),
    ),
    (
        "templates/partials/social.html",
        include_bytes!("../../themes/agora/templates/partials/social.html"),
    ),
    (
        "templates/partials/standing.html",
        include_bytes!("../../themes/agora/templates/partials/standing.html"),
    ),
    (
        "templates/partials/structured.html",
        include_bytes!("../../themes/agora/templates/partials/structured.html"),
    ),
    (
        "templates/partials/styles.html",
        include_bytes!("../../themes/agora/templates/partials/styles.html"),
    ),
    (
        "templates/partials/survey-downloads.html",
        include_bytes!("../../themes/agora/templates/partials/survey-downloads.html"),
    ),
    (
        "templates/partials/survey-headline.html",
        include_bytes!("../../themes/agora/templates/partials/survey-headline.html"),
    ),
    (
        "templates/partials/survey-headlines.html",
        include_bytes!("../../themes/agora/templates/partials/survey-headlines.html"),
    ),
    (
        "templates/partials/survey-item.html",
        include_bytes!("../../themes/agora/templates/partials/survey-item.html"),
    ),
    (
        "templates/partials/survey-method.html",
        include_bytes!("../../themes/agora/templates/partials/survey-method.html"),
    ),
    (
        "templates/partials/survey-question.html",
        include_bytes!("../../themes/agora/templates/partials/survey-question.html"),
    ),
    (
        "templates/partials/theme-colour.html",
        include_bytes!("../../themes/agora/templates/partials/theme-colour.html"),
    ),
    (
        "templates/partials/toc-list.html",
        include_bytes!("../../themes/agora/templates/partials/toc-list.html"),
    ),
    (
        "templates/partials/toc.html",
        include_bytes!("../../themes/agora/templates/partials/toc.html"),
    ),
    (
        "templates/partials/untranslated.html",
        include_bytes!("../../themes/agora/templates/partials/untranslated.html"),
    ),
    ("templates/person.html", include_bytes!("../../themes/agora/templates/person.html")),
    ("templates/print.html", include_bytes!("../../themes/agora/templates/print.html")),
    ("templates/redirect.html", include_bytes!("../../themes/agora/templates/redirect.html")),
    ("templates/section.html", include_bytes!("../../themes/agora/templates/section.html")),
    ("templates/survey.html", include_bytes!("../../themes/agora/templates/survey.html")),
    ("templates/taxonomy.html", include_bytes!("../../themes/agora/templates/taxonomy.html")),
    ("templates/term.html", include_bytes!("../../themes/agora/templates/term.html")),
    ("templates/thesis.html", include_bytes!("../../themes/agora/templates/thesis.html")),
    ("theme.toml", include_bytes!("../../themes/agora/theme.toml")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_program_holds_the_whole_theme() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/agora");
        let walk = walkdir::WalkDir::new(&folder).sort_by_file_name();
        let mut paths: Vec<String> = walk
            .into_iter()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&folder).unwrap();
                path.to_string_lossy().replace('\\', "/")
            })
            .collect();
        paths.sort();
        let held: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(paths, held);
    }
}
