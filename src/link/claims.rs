//! Claims: who asks for which URL, and who gets it.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::ground::findings::{bad_url, duplicate_url};
use crate::ground::{Diagnostic, Place, Span, Words, url};
use crate::model::page::Server;
use crate::model::{Page, PageKind, Record};
use crate::words;

/// Bytes that the name of a file may have on the disks in use.
const NAME_BYTES_MAX: usize = 255;

/// Bytes that the path of a page's file may have below the output folder: disks take little more.
const PATH_BYTES_MAX: usize = 1_000;

/// The prefix of URLs that belong to the program.
const RESERVED: &str = "/_tertulia/";

/// What version control keeps at the top of an output folder that is a repository of its own.
const REPOSITORIES: &[&str] = &[".git", ".hg", ".jj", ".svn"];

/// A page that wants its URL.
pub(super) struct Claim<'a> {
    pub(super) page: Page,
    pub(super) source: Source<'a>,
    pub(super) right: Right,
}

/// Where it is said that there be a page.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// In a document: where it chooses its URL, else as a whole.
    Document(&'a Record),
    /// In a file.
    File(&'a Arc<str>, Span),
}

impl<'a> Source<'a> {
    pub(super) fn file(path: &'a Arc<str>) -> Self {
        Self::File(path, Span::default())
    }

    pub(super) fn place(self) -> Place {
        match self {
            Self::Document(record) => {
                let chosen = record.matter.url.as_ref().or(record.matter.slug.as_ref());
                Place::new(&record.path, chosen.map(|chosen| chosen.span).unwrap_or_default())
            }
            Self::File(path, span) => Place::new(path, span),
        }
    }
}

/// How strong a claim is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// The site's: if another was first, that is a finding.
    Site,
    /// The program's: it gives way to a file of the site.
    Program,
}

/// Gives each URL to the first who claims it, and tells what is wrong with the other claims.
pub(super) fn settle(claims: Vec<Claim<'_>>, findings: &mut Vec<Diagnostic>) -> Vec<Page> {
    let judged = claims.par_iter().map(|claim| (key(&claim.page), refusal(claim)));
    let judged: Vec<(Cow<'_, str>, Option<Words>)> = judged.collect();
    let mut owners: FxHashMap<&str, &Claim<'_>> = FxHashMap::default();
    owners.reserve(claims.len());
    let mut is_granted = Vec::with_capacity(claims.len());
    for (claim, (key, refusal)) in claims.iter().zip(&judged) {
        let url = &claim.page.url;
        let owner = owners.entry(key);
        is_granted.push(refusal.is_none() && matches!(owner, Entry::Vacant(_)));
        match (refusal, owner) {
            (Some(why), _) => findings.push(bad_url(claim.source.place(), url, why)),
            (None, Entry::Vacant(free)) => {
                free.insert(claim);
            }
            (None, Entry::Occupied(owner)) => {
                findings.extend(quarrel(owner.get(), claim));
            }
        }
    }
    let keys = judged.iter().map(|(key, _)| &**key);
    let granted = claims.iter().zip(keys).zip(&is_granted);
    let granted = granted.filter_map(|(claim, is_granted)| is_granted.then_some(claim));
    findings.extend(below_files(granted));
    let pages = claims.into_iter().zip(is_granted);
    pages.filter_map(|(claim, is_granted)| is_granted.then_some(claim.page)).collect()
}

/// Tells what is wrong with a claim to a URL that has an owner, if anything is.
fn quarrel(owner: &Claim<'_>, claim: &Claim<'_>) -> Option<Diagnostic> {
    let url = &claim.page.url;
    let intruder = match (owner.right, claim.right) {
        (Right::Site, Right::Site) => {
            return Some(duplicate_url(claim.source.place(), owner.source.place(), url));
        }
        (Right::Site, Right::Program) => displaces(owner, claim).then_some(owner)?,
        (Right::Program, Right::Site) => claim,
        (Right::Program, Right::Program) => return None,
    };
    let why = Words::new(
        "el programa escribe aquí un archivo suyo",
        "the program writes a file of its own here",
    );
    Some(bad_url(intruder.source.place(), url, &why))
}

/// Tells whether a page silences what machines look for at a URL of the program's. Who puts a file
/// there means it, and what readers see may be replaced.
fn displaces(owner: &Claim<'_>, offered: &Claim<'_>) -> bool {
    let is_page = !matches!(owner.page.kind, PageKind::Asset(_));
    is_page && !matches!(offered.page.kind, PageKind::Print(_) | PageKind::NotFound)
}

/// Gives what must not be twice: the path of a page's file, or of the folder that it is the index
/// of, as disks without case see it.
fn key(page: &Page) -> Cow<'_, str> {
    let output = page.output.as_str();
    let folder = output.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/'));
    url::key(folder.unwrap_or(output).trim_end_matches('/'))
}

/// Says why nobody may have a URL.
fn refusal(claim: &Claim<'_>) -> Option<Words> {
    let Page { url, output, .. } = &claim.page;
    if claim.right == Right::Program {
        return None;
    }
    if url.starts_with(RESERVED) {
        return Some(Words::new(
            "las direcciones bajo `/_tertulia/` son del programa",
            "URLs below `/_tertulia/` belong to the program",
        ));
    }
    let is_ours = |part: &str| matches!(part, "." | "..") || part.starts_with(".tertulia");
    let first = output.split('/').next().unwrap_or_default();
    // A file of the author's own is meant; a page of that name would silence the server.
    let is_page = !matches!(claim.page.kind, PageKind::Asset(_));
    let is_servers = is_page && Server::ALL.iter().any(|server| server.file() == output);
    if is_servers || REPOSITORIES.contains(&first) || output.split('/').any(is_ours) {
        return Some(Words::new("ese nombre está reservado", "this name is reserved"));
    }
    let above = url::key(url::folder(output));
    if above.split('/').any(|part| part == "index.html") {
        return Some(Words::new(
            "`index.html` es el archivo de una página: no puede tener nada dentro",
            "`index.html` is the file of a page: nothing can lie in it",
        ));
    }
    if output.len() > PATH_BYTES_MAX {
        return Some(words!(
            "tiene más de {PATH_BYTES_MAX} bytes",
            "it has more than {PATH_BYTES_MAX} bytes",
        ));
    }
    let is_long = |part: &str| part.len() > NAME_BYTES_MAX;
    (is_long(output) && output.split('/').any(is_long)).then(|| {
        words!(
            "una de sus partes tiene más de {NAME_BYTES_MAX} bytes",
            "one of its parts has more than {NAME_BYTES_MAX} bytes",
        )
    })
}

/// Finds the pages below what is a file: a folder cannot bear its name, too.
fn below_files<'a>(
    granted: impl Iterator<Item = (&'a Claim<'a>, &'a str)> + Clone,
) -> Vec<Diagnostic> {
    let is_file = |claim: &Claim<'_>| !claim.page.output.ends_with("index.html");
    let files: FxHashSet<&str> =
        granted.clone().filter(|(claim, _)| is_file(claim)).map(|(_, key)| key).collect();
    let below = granted.filter_map(|(claim, key)| {
        let mut above = key.match_indices('/').map(|(end, _)| &key[..end]);
        let file = above.find(|folder| files.contains(folder))?;
        let why = words!("`/{file}` es un archivo", "`/{file}` is a file");
        Some(bad_url(claim.source.place(), &claim.page.url, &why))
    });
    below.collect()
}
