//! Looks through the pages of a site as a browser would, and says what is wrong with them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A block of data, which no browser runs.
const DATA: &str = "application/ld+json";

/// A tag and its attributes.
pub(crate) type Element = (String, Vec<(String, String)>);

/// What of a page matters here.
#[derive(Debug, Default)]
pub(crate) struct Page {
    elements: RefCell<Vec<Element>>,
    text_in: RefCell<BTreeMap<String, String>>,
    open: RefCell<String>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(_) => self.open.borrow_mut().clear(),
            Token::CharacterTokens(text) => {
                let open = self.open.borrow().clone();
                self.text_in.borrow_mut().entry(open).or_default().push_str(&text);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    /// Reads a page.
    pub(crate) fn read(html: &str) -> Self {
        let tokenizer = Tokenizer::new(Self::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink
    }

    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let pairs = tag.attrs.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
        let pairs: Vec<(String, String)> = pairs.collect();
        let is_data = pairs.contains(&("type".to_string(), DATA.to_string()));
        self.elements.borrow_mut().push((name.clone(), pairs));
        *self.open.borrow_mut() = if is_data { DATA.to_string() } else { name.clone() };
        match name.as_str() {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn count(&self, tag: &str) -> usize {
        self.elements.borrow().iter().filter(|(name, _)| name == tag).count()
    }

    fn has(&self, tag: &str, attribute: &str, value: Option<&str>) -> bool {
        self.elements.borrow().iter().any(|(name, attributes)| {
            let fits = |(key, found): &(String, String)| {
                key == attribute && !found.is_empty() && value.is_none_or(|value| found == value)
            };
            name == tag && attributes.iter().any(fits)
        })
    }

    fn text(&self, tag: &str) -> String {
        self.text_in.borrow().get(tag).map_or_else(String::new, |text| text.trim().to_string())
    }

    /// Gives what its links, pictures, styles and scripts lead to.
    fn targets(&self) -> Vec<String> {
        let mut targets = Vec::new();
        for (name, attributes) in self.elements.borrow().iter() {
            for (key, value) in attributes {
                match key.as_str() {
                    "href" | "src" | "poster" => targets.push(value.clone()),
                    "srcset" => {
                        let parts =
                            value.split(',').filter_map(|one| one.split_whitespace().next());
                        targets.extend(parts.map(str::to_string));
                    }
                    "content" if name == "meta" && value.starts_with("http") => {
                        targets.push(value.clone());
                    }
                    _ => {}
                }
            }
        }
        targets
    }

    fn ids(&self) -> Vec<String> {
        let elements = self.elements.borrow();
        let attributes = elements.iter().flat_map(|(_, attributes)| attributes);
        attributes.filter(|(key, _)| key == "id").map(|(_, value)| value.clone()).collect()
    }

    fn has_place(&self, name: &str) -> bool {
        self.ids().iter().any(|id| id == name) || self.has("a", "name", Some(name))
    }

    /// Says what a strict content security policy would forbid.
    fn unsafe_parts(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for tag in ["script", "style"] {
            if !self.text(tag).is_empty() {
                faults.push(format!("has code in <{tag}>"));
            }
        }
        let data = self.text(DATA);
        if !data.is_empty() && serde_json::from_str::<serde_json::Value>(&data).is_err() {
            faults.push("has data that is no JSON".to_string());
        }
        for (name, attributes) in self.elements.borrow().iter() {
            for (key, value) in attributes {
                let is_code = key == "style"
                    || (key.starts_with("on") && key.len() > 2)
                    || value.trim_start().to_ascii_lowercase().starts_with("javascript:");
                if is_code {
                    faults.push(format!("<{name} {key}={value:?}>"));
                }
            }
        }
        faults
    }

    /// Says what every page needs and this one lacks.
    fn lacks(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let headings = self.count("h1");
        if headings != 1 {
            faults.push(format!("has {headings} h1"));
        }
        if self.text("title").is_empty() {
            faults.push("has no title".to_string());
        }
        if !self.has("html", "lang", None) {
            faults.push("has no language".to_string());
        }
        let ids = self.ids();
        let mut seen = BTreeSet::new();
        faults.extend(ids.iter().filter(|id| !seen.insert(*id)).map(|id| format!("{id} twice")));
        faults
    }
}

/// Gives the tags of a page or of a part of one, with their attributes.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    Page::read(html).elements.take()
}

/// Says what is wrong with the pages of a site that stands below `base`, as in
/// `https://ana.example/guia`.
pub(crate) fn faults(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pages = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        pages.insert(path.as_str(), Page::read(&String::from_utf8_lossy(bytes)));
    }
    for (path, page) in &pages {
        let is_redirect = page.has("meta", "http-equiv", None);
        let mut wrong = page.unsafe_parts();
        if !is_redirect {
            wrong.extend(page.lacks());
        }
        if !page.has("link", "rel", Some("canonical")) && !path.ends_with("404.html") {
            wrong.push("has no canonical address".to_string());
        }
        for target in page.targets() {
            if let Some(why) = leads_nowhere(&target, path, files, &pages, base) {
                wrong.push(format!("{target}: {why}"));
            }
        }
        faults.extend(wrong.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    faults
}

fn leads_nowhere(
    target: &str,
    page: &str,
    files: &BTreeMap<String, Vec<u8>>,
    pages: &BTreeMap<&str, Page>,
    base: &str,
) -> Option<&'static str> {
    let host = base.find("://").map(|at| at + 3).unwrap_or_default();
    let host_end = base[host..].find('/').map_or(base.len(), |at| host + at);
    let (origin, prefix) = base.split_at(host_end);
    let path = target.strip_prefix(origin).unwrap_or(target);
    let is_external =
        path.contains("://") || path.starts_with("mailto:") || path.starts_with("tel:");
    if is_external {
        return None;
    }
    let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
    let file = if path.is_empty() {
        page.to_string()
    } else {
        let Some(below) = path.strip_prefix(prefix) else { return Some("leaves the base") };
        let decoded = percent_encoding::percent_decode_str(below).decode_utf8_lossy();
        let below = decoded.split('?').next().unwrap_or_default().trim_start_matches('/');
        match below.is_empty() || below.ends_with('/') {
            true => format!("{below}index.html"),
            false => below.to_string(),
        }
    };
    if !files.contains_key(&file) {
        return Some("leads to no file");
    }
    let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
    match pages.get(file.as_str()) {
        Some(page) if !anchor.is_empty() && !page.has_place(&decoded) => {
            Some("its page has no such place")
        }
        _ => None,
    }
}
