//! What is linked again is what is linked from nothing.

use std::sync::Arc;

use crate::ground::{Diagnostic, Source};
use crate::link::{self, Linked, Materials};
use crate::model::page::DocumentId;
use crate::model::{Lookup, Record, Settings, Site};
use crate::parse;

const HEAD: &str = "---\ntitle: Guía\ncascade:\n  description: heredada\n---\n";
const FIRST: &str =
    "---\ntitle: Primero\ndate: 2026-01-02\ntags: [voz]\n---\n\n## Uno\n\n[b](b.md)\n";
const SECOND: &str =
    "---\ntitle: Segundo\ndate: 2026-01-03\n---\n\n[a](a.md#uno) y [aquí](#dos)\n\n## Dos\n";

fn record(path: &str, text: &str) -> Arc<Record> {
    parse::document(&Source::new(Arc::from(path), text), &Settings::default()).record
}

fn linked(documents: &[Arc<Record>]) -> (Site, Vec<Diagnostic>) {
    link::link(Materials {
        settings: Arc::default(),
        documents: documents.to_vec(),
        assets: Vec::new(),
        theme_files: &[],
        data: Arc::default(),
        surveys: &[],
        lock: None,
        craft: None,
        now: 0,
        today: "2026-11-22".to_string(),
        shows_drafts: true,
    })
}

/// Links a site, puts other texts in place of some, and tells whether that is linked again without
/// linking everything; what comes out must be the same.
fn is_relinked(newer: &[(&str, String)]) -> bool {
    let mut documents = vec![
        record("content/guia/_index.md", HEAD),
        record("content/guia/a.md", FIRST),
        record("content/guia/b.md", SECOND),
        record("content/z.md", "Suelto, con [un enlace](guia/a.md)."),
    ];
    let (site, findings) = linked(&documents);
    let newer: Vec<_> = newer.iter().map(|(path, text)| record(path, text)).collect();
    let before = Linked { site: &site, findings: &findings, craft: None };
    let relinked = link::relink(before, &newer);
    for newer in newer {
        let old = documents.iter_mut().find(|old| old.path == newer.path).unwrap();
        *old = newer;
    }
    let (whole, wrong) = linked(&documents);
    if let Some(site) = &relinked {
        assert!(site.opened() == whole.opened());
        for id in (0..).map(DocumentId).take(documents.len()) {
            let lookups = [Lookup::Body(id), Lookup::Card(id), Lookup::Links(id)];
            for lookup in lookups.into_iter().chain([Lookup::Backlinks(id), Lookup::Related(id)]) {
                assert_eq!(site.fingerprint(lookup), whole.fingerprint(lookup), "{lookup:?}");
            }
        }
        assert_eq!(findings, wrong);
    }
    relinked.is_some()
}

#[test]
fn what_stands_where_it_stood_is_linked_alone() {
    let (a, b, head) = ("content/guia/a.md", "content/guia/b.md", "content/guia/_index.md");
    for newer in [
        vec![(a, format!("{FIRST}\nMás.\n"))],
        vec![(a, FIRST.replace("[b](b.md)", "Véase [b](b.md) por la tarde."))],
        vec![(a, FIRST.replace("[b](b.md)", "[b](b.md) [otra vez](b.md)"))],
        vec![(a, FIRST.replace("Primero", "Otro, y [más]"))],
        vec![(a, FIRST.replace("01-02", "01-09"))],
        vec![(a, FIRST.replace("title", "weight: 3\ndescription: propia\ntitle"))],
        vec![(b, SECOND.replace("[a](a.md#uno) y", "[z](../z.md)"))],
        vec![(b, SECOND.replace("Dos\n", "Dos\n\n### Tres\n\n[otra](#tres)\n"))],
        vec![(head, HEAD.replace("Guía", "Manual"))],
        vec![(head, HEAD.replace("Guía", "Manual")), (a, FIRST.replace("Primero", "Aa"))],
    ] {
        assert!(is_relinked(&newer), "{newer:?}");
    }
}

#[test]
fn a_sentence_that_links_is_part_of_who_links() {
    let target = record("content/b.md", SECOND.replace("a.md#uno", "b.md").as_str());
    let of = |text: &str| {
        let text = format!("---\ndescription: fija\n---\n{text}");
        let (site, _) = linked(&[record("content/a.md", &text), Arc::clone(&target)]);
        site.fingerprint(Lookup::Backlinks(DocumentId(1)))
    };
    let first = of("Lejos. Aquí va [allí](b.md). Cerca.");
    assert_eq!(of("Muy lejos. Aquí va [allí](b.md). Más cerca."), first);
    for other in ["Lejos. Acá va [allí](b.md). Cerca.", "Lejos. Aquí va [eso](b.md). Cerca.", ""]
    {
        assert_ne!(of(other), first, "{other}");
    }
}

#[test]
fn what_moves_the_site_is_linked_as_a_whole() {
    let (a, b, head) = ("content/guia/a.md", "content/guia/b.md", "content/guia/_index.md");
    for newer in [
        (a, FIRST.replace("title", "slug: otro\ntitle")),
        (a, FIRST.replace("title", "aliases: [/viejo/]\ntitle")),
        (a, FIRST.replace("title", "draft: true\ntitle")),
        (a, FIRST.replace("voz", "eco")),
        (a, FIRST.replace("Uno", "Otro")),
        (a, FIRST.replace("b.md", "c.md")),
        (b, SECOND.replace("Dos", "Tres")),
        (head, HEAD.replace("heredada", "otra")),
        (head, HEAD.replace("title", "order: title\ntitle")),
    ] {
        assert!(!is_relinked(std::slice::from_ref(&newer)), "{newer:?}");
    }
}
