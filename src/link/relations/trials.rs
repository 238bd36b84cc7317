//! What is patched is what is counted from nothing.

use std::sync::Arc;

use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::Kin;
use crate::model::page::{DocumentId, LanguageId, ListId, SectionId, Standing, TaxonomyId, TermId};
use crate::model::relations::Version;
use crate::model::site::{Card, Section, SiteParts, Taxonomy, TaxonomyKind, Term};
use crate::model::{Kind, Order, Record, Relate, Rows, Stem};

/// A document of a trial: the codes of its stems, each with a weight, and its tags.
#[derive(Clone, Debug)]
struct Paper {
    name: u16,
    stems: Vec<(u8, u32)>,
    tags: Vec<u32>,
    is_english: bool,
    is_draft: bool,
}

/// What an edit does to the document with an index.
#[derive(Clone, Debug)]
enum Edit {
    Replace(usize, Paper),
    Remove(usize),
    Add(Paper),
}

fn papers() -> impl Strategy<Value = Paper> {
    // Few stems are everywhere, many are rare.
    let code = (0..16u32, any::<u8>()).prop_map(|(skew, code)| code >> (skew % 5));
    let stems = proptest::collection::vec((code, 1..=15u32), 0..60);
    let tags = proptest::collection::vec(0..6u32, 0..3);
    let flags = (0..8u8, 0..12u8);
    (0..2_000u16, stems, tags, flags).prop_map(|(name, stems, tags, (english, draft))| Paper {
        name,
        stems,
        tags,
        is_english: english == 0,
        is_draft: draft == 0,
    })
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..5u8, any::<usize>(), papers()).prop_map(|(kind, which, paper)| match kind {
        0 => Edit::Remove(which),
        1 => Edit::Add(paper),
        _ => Edit::Replace(which, paper),
    });
    proptest::collection::vec(edit, 1..6)
}

fn record(paper: &Paper) -> Arc<Record> {
    let hash = |code: u8| u64::from(code).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut stems: Vec<Stem> =
        paper.stems.iter().map(|(code, weight)| Stem::new(hash(*code), *weight)).collect();
    stems.sort_unstable();
    stems.dedup_by_key(|stem| stem.code());
    let path = format!("content/{:04}.md", paper.name);
    Arc::new(Record { path: path.into(), stems: stems.into(), ..Record::default() })
}

/// Makes the section in which all papers stand.
fn section() -> Section {
    Section {
        folder: Arc::from("content"),
        document: None,
        title: String::new(),
        url: "/".to_string(),
        language: LanguageId::default(),
        spoken: LanguageId::default(),
        versions: Vec::new(),
        parent: None,
        children: Vec::new(),
        kind: Kind::Section,
        order: Order::Title,
        guide: None,
    }
}

/// Makes the parts of a site that relations are found by; `papers` are sorted by name.
fn parts(papers: &[(Paper, Arc<Record>)]) -> SiteParts {
    let mut parts = SiteParts { sections: vec![section()], ..SiteParts::default() };
    parts.taxonomies.push(Taxonomy {
        name: String::new(),
        kind: TaxonomyKind::Subjects,
        language: LanguageId::default(),
        url: String::new(),
        terms: Vec::new(),
    });
    for tag in 0..6 {
        let (taxonomy, list) = (TaxonomyId(0), ListId(tag));
        parts.terms.push(Term {
            language: LanguageId::default(),
            taxonomy,
            name: String::new(),
            url: format!("/{tag}/"),
            person: None,
            versions: Vec::new(),
            list,
        });
    }
    let mut terms = Rows::default();
    for (place, (paper, record)) in (0..).zip(papers) {
        terms.push(paper.tags.iter().map(|tag| TermId(*tag)));
        parts.documents.push(Arc::clone(record));
        parts.cards.push(Card {
            title: "".into(),
            url: "".into(),
            description: "".into(),
            date: None,
            updated: None,
            section: SectionId(0),
            place: if paper.name % 50 == 0 { u32::MAX } else { place },
            minutes: 1,
            language: if paper.is_english { "en" } else { "es" }.into(),
            edition: LanguageId::default(),
            role: None,
            image: None,
            standing: if paper.is_draft { Standing::Draft } else { Standing::Public },
            print: Default::default(),
        });
    }
    parts.own = papers.len();
    parts.terms_of = terms;
    parts
}

fn all(kin: &Kin, parts: &SiteParts) -> Vec<Vec<DocumentId>> {
    let version = Version::default();
    let documents = (0..).map(DocumentId).take(parts.documents.len());
    documents.map(|document| kin.related(parts, &version, document)).collect()
}

fn apply(edit: Edit, papers: &mut Vec<(Paper, Arc<Record>)>) {
    let which = |which: usize, count: usize| which % count.max(1);
    match edit {
        Edit::Remove(at) if !papers.is_empty() => {
            papers.remove(which(at, papers.len()));
        }
        Edit::Replace(at, paper) if !papers.is_empty() => {
            let at = which(at, papers.len());
            let paper = Paper { name: papers[at].0.name, ..paper };
            papers[at] = (paper.clone(), record(&paper));
        }
        Edit::Add(paper) => {
            if let Err(at) = papers.binary_search_by_key(&paper.name, |(known, _)| known.name) {
                papers.insert(at, (paper.clone(), record(&paper)));
            }
        }
        _ => {}
    }
}

fn hold(start: Vec<Paper>, versions: Vec<Vec<Edit>>) -> Result<(), TestCaseError> {
    let mut papers = Vec::new();
    for paper in start {
        apply(Edit::Add(paper), &mut papers);
    }
    let kin = Kin::default();
    let first = parts(&papers);
    let related = all(&kin, &first);
    for edits in versions {
        for edit in edits {
            apply(edit, &mut papers);
        }
        let parts = parts(&papers);
        proptest::prop_assert_eq!(all(&kin, &parts), all(&Kin::default(), &parts));
    }
    // Earlier versions may ask again.
    proptest::prop_assert_eq!(all(&kin, &first), related);
    Ok(())
}

#[test]
fn what_is_patched_is_what_is_counted_from_nothing() {
    let start = proptest::collection::vec(papers(), 0..120);
    let versions = proptest::collection::vec(edits(), 1..6);
    let mut runner = TestRunner::new(Config { cases: 64, ..Config::default() });
    runner.run(&(start, versions), |(start, versions)| hold(start, versions)).unwrap();
}

#[test]
fn terms_of_many_documents_are_patched_too() {
    // So many that terms have heads and all threads count.
    let start: Vec<Paper> = (0..2_400u16)
        .map(|name| Paper {
            name,
            stems: (0..45u16)
                .map(|at| {
                    let number = u32::from(name) * 31 + u32::from(at) * u32::from(at) * 7;
                    (u8::try_from(number % 230).unwrap_or_default(), 1 + number / 7 % 15)
                })
                .collect(),
            tags: vec![u32::from(name % 6)],
            is_english: false,
            is_draft: name % 97 == 0,
        })
        .collect();
    let other = |name: u16| Paper {
        name,
        stems: (0..200u8).step_by(5).map(|code| (code, u32::from(code % 15 + 1))).collect(),
        tags: vec![1, 4],
        is_english: false,
        is_draft: false,
    };
    let versions = vec![
        vec![Edit::Replace(700, other(0))],
        vec![Edit::Remove(3), Edit::Remove(1_900)],
        vec![Edit::Add(other(3)), Edit::Replace(5, other(0)), Edit::Replace(6, other(0))],
    ];
    hold(start, versions).unwrap();
}

#[test]
fn who_shares_rare_words_and_tags_is_kin() {
    let paper = |name: u16, stems: &[u8], tags: &[u32]| Paper {
        name,
        stems: stems.iter().map(|code| (*code, 3)).collect(),
        tags: tags.to_vec(),
        is_english: name == 9,
        is_draft: name == 8,
    };
    let mut papers = vec![
        paper(1, &[1, 2, 3, 90], &[]),
        paper(2, &[1, 2, 3, 91], &[]),
        paper(3, &[1, 92, 93, 94], &[2]),
        paper(4, &[95, 96, 97, 98], &[2]),
        paper(8, &[1, 2, 3, 90], &[]),
        paper(9, &[1, 2, 3, 90], &[]),
    ];
    papers.extend(
        (10..30).map(|name| paper(name, &[100 + u8::try_from(name).unwrap_or_default()], &[])),
    );
    let papers: Vec<_> = papers.into_iter().map(|paper| (paper.clone(), record(&paper))).collect();
    let related = all(&Kin::default(), &parts(&papers));
    let ids = |ids: &[u32]| ids.iter().copied().map(DocumentId).collect::<Vec<_>>();
    assert_eq!(related[0], ids(&[1, 2]), "most shared first, no draft, no other language");
    assert_eq!(related[3], ids(&[2]), "by the tag alone");
    assert_eq!(related[4], ids(&[0, 1, 2]), "a draft has kin, and is nobody's");
    assert_eq!(related[5], ids(&[]));
    assert_eq!(related[7], ids(&[]));
}
