//! Proofs: a site as it stands now, whose pages are printed when they are asked for.
//!
//! A proof is drawn from the one before: only what changed is read and parsed again, and what
//! cannot be used gives way to what was last good.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::changed::Changed;
use super::draft;
use super::faults::{Faults, Fitness};
use super::leaves::{self, Leaves, Text};
use super::prints::Prints;
use super::slips::Slips;
use super::stopwatch::Stopwatch;
use super::surveys::Surveys;
use super::tables::Data;
use crate::ground::{Code, Diagnostic, Failure, Fingerprint, Mix, Source, Words};
use crate::link::{self, Linked};
use crate::model::page::{DocumentId, PageId, Standing};
use crate::model::receipts::{Asked, Bookkeeper};
use crate::model::{
    Desk, Inputs, Keepsakes, Ledger, Lookup, Page, Receipt, Settings, Site, Stamp, Theme, Unread,
};
use crate::render::{self, Bounds, Cards, Engine, Equipment, Mended, Printed, Replaced, Ropes};

/// The file with the settings.
const SETTINGS: &str = "tertulia.toml";

/// What a proof is drawn from.
pub struct News {
    /// Everything that the site depends on.
    pub inputs: Inputs,
    /// Which files may differ from those of the proof before.
    pub changed: Changed,
    /// What is dear to make again.
    pub keepsakes: Arc<Keepsakes>,
    /// The fingerprint of the program.
    pub program: Fingerprint,
}

/// A site as it stands now.
pub struct Proof {
    inputs: Inputs,
    prints: Prints,
    dress: Dress,
    data: Arc<Data>,
    surveys: Arc<Surveys>,
    leaves: Arc<Leaves>,
    slips: Arc<Slips>,
    site: Arc<Site>,
    cards: Cards,
    /// What is wrong between files.
    in_links: Box<[Diagnostic]>,
    equipment: Option<Arc<Equipment>>,
    faults: Faults,
    /// Whether the settings are of before, for those of now are wrong.
    has_old_settings: bool,
    failure: Option<Arc<Failure>>,
    times: Vec<(&'static str, Duration)>,
    turn: OnceLock<Option<i64>>,
}

/// What a site is linked of.
#[derive(Clone, Copy)]
struct Grown<'a> {
    leaves: &'a Leaves,
    data: &'a Data,
    surveys: &'a Surveys,
}

/// A theme as it was read, and as it is used.
#[derive(Clone)]
struct Dress {
    read: Arc<Theme>,
    used: Arc<Theme>,
    engine: Option<Arc<Engine>>,
    findings: Vec<Diagnostic>,
    replaced: Replaced,
}

impl Proof {
    /// Draws a proof.
    pub fn draw(news: News, before: Option<&Self>) -> Self {
        let News { mut inputs, changed, keepsakes, program } = news;
        let mut stopwatch = Stopwatch::new(&inputs);
        let dress = Dress::of(&inputs, before.map(|before| &before.dress));
        stopwatch.lap("theme");
        inputs.theme = Arc::clone(&dress.used);

        let known_data = before.map(|before| &before.data);
        let (data, unread) = Data::renewed(&inputs, &changed, known_data);
        let prints = Prints::of(program, &inputs);
        let known = before.filter(|before| before.prints.grounds == prints.grounds);
        let known_surveys = known.map(|known| (&known.inputs, &known.surveys));
        let (surveys, uncounted) = Surveys::renewed(&inputs, &changed, known_surveys);
        let changed = if known.is_some() { changed } else { Changed::Everything };
        let before = (known.map(|known| &*known.leaves), known.map(|known| &known.slips));
        let gathered = leaves::gather(&inputs, &changed, before.0);
        let (gathered, slips) = gathered.with_slips(&inputs, (&data, &surveys), before);
        let leaves = Arc::new(gathered.leaves);
        let failure = unread.or(uncounted).or(gathered.failure).map(Arc::new);
        stopwatch.lap("parse");

        let grown = Grown { leaves: &leaves, data: &data, surveys: &surveys };
        let same = known.and_then(|before| before.relink(&inputs, &dress, grown));
        let site_before = known.map(|known| &*known.site);
        let (site, in_links) = same.unwrap_or_else(|| linked(&inputs, &dress, grown, site_before));
        let cards = match known {
            Some(known) if Arc::ptr_eq(&known.site, &site) => known.cards.clone(),
            _ => Cards::for_documents(site.documents().len()),
        };
        stopwatch.lap("link");

        // What is wrong with settings that were replaced is not wrong with what stands there now.
        let has_old_settings = has_wrong_settings(&inputs);
        let dated = |finding: &Diagnostic| {
            let leaf = leaves.find(&finding.place.path);
            leaf.is_some_and(|leaf| leaf.text == Text::LastGood)
                || has_old_settings && &*finding.place.path == SETTINGS
        };
        let of_leaves = leaves.list.iter().flat_map(|leaf| leaf.findings.iter());
        let of_data = data.findings.iter().chain(&surveys.findings).chain(&slips.findings);
        let in_files = inputs.findings.iter().chain(&dress.findings).chain(of_data);
        let in_links_now = in_links.iter().filter(|finding| !dated(finding));
        let findings = in_files.chain(of_leaves).chain(in_links_now).cloned().collect();
        let faults = Faults::of(findings, &inputs.settings, (&leaves, &slips), &dress.replaced);
        let equipment = dress.engine.as_ref().map(|engine| {
            let equipment = equipped(&inputs, engine, &leaves, keepsakes);
            Arc::new(equipment.with_tables(data.tables.clone()).with_cards(cards.clone()))
        });
        stopwatch.lap("receipts");
        let times = stopwatch.laps;
        Self {
            has_old_settings,
            inputs,
            prints,
            dress,
            data,
            surveys,
            leaves,
            slips,
            site,
            cards,
            in_links: in_links.into(),
            equipment,
            faults,
            failure,
            times,
            turn: OnceLock::new(),
        }
    }

    /// Links the site again where documents are newer, and gives what is wrong with its links, as
    /// before; `None` if more is new than what they say.
    fn relink(
        &self,
        inputs: &Inputs,
        dress: &Dress,
        Grown { leaves, data, surveys }: Grown<'_>,
    ) -> Option<(Arc<Site>, Vec<Diagnostic>)> {
        let is_same_data = self.data.prints == data.prints && self.surveys.is_same(surveys);
        let is_same_dress = self.dress.offers_same(dress) && is_same_data;
        let is_same_time =
            self.next_turn().is_none_or(|turn| inputs.now < turn) && self.inputs.now <= inputs.now;
        let is_same_list = self.leaves.list.len() == leaves.list.len();
        if self.inputs.lock != inputs.lock {
            return None;
        }
        if !is_same_dress || !is_same_time || !is_same_list || self.inputs.assets != inputs.assets {
            return None;
        }
        let mut newer = Vec::new();
        for (before, after) in self.leaves.list.iter().zip(&leaves.list) {
            if before.record.path != after.record.path {
                return None;
            }
            if !Arc::ptr_eq(&before.record, &after.record) {
                newer.push(Arc::clone(&after.record));
            }
        }
        let findings = &self.in_links;
        let craft = dress.engine.as_deref().map(Engine::craft);
        let site = match &newer[..] {
            [] => Arc::clone(&self.site),
            newer => Arc::new(link::relink(Linked { site: &self.site, findings, craft }, newer)?),
        };
        Some((site, findings.to_vec()))
    }

    /// Finds what is wrong with links once drafts and what is shown only to its author are gone: a
    /// build would find it. Links the site once more, if there is any of that.
    pub fn unpublished(&self) -> Vec<Diagnostic> {
        let desk = Desk::new(Arc::clone(&self.site), PageId(0));
        let mut documents = (0..).map(DocumentId).take(self.site.documents().len());
        if documents.all(|document| desk.card(document).standing == Standing::Public) {
            return Vec::new();
        }
        let inputs = Inputs { shows_drafts: false, ..self.inputs.clone() };
        let records = self.leaves.list.iter().map(|leaf| Arc::clone(&leaf.record)).collect();
        let (_, mut wrong) = draft::link(
            &inputs,
            records,
            (&self.data, &self.surveys),
            self.dress.engine.as_deref(),
        );
        wrong.retain(|finding| !self.in_links.contains(finding) && self.is_now(finding));
        self.slips.point(&mut wrong);
        wrong
    }

    /// Tells whether a finding is about what stands in its file now.
    fn is_now(&self, finding: &Diagnostic) -> bool {
        let leaf = self.leaves.find(&finding.place.path);
        leaf.is_none_or(|leaf| leaf.text != Text::LastGood)
    }

    /// Gives the file that a page shows, if it shows one: that of its content, or that in whose row
    /// it stands.
    pub fn file_of(&self, page: PageId) -> Option<Arc<str>> {
        let desk = Desk::new(Arc::clone(&self.site), page);
        let path = &desk.body(desk.own_document()?).0.path;
        let row = self.slips.place(path).map(|row| &row.path);
        Some(Arc::clone(row.unwrap_or(path)))
    }

    /// Gives the settings.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.inputs.settings
    }

    /// Gives the site, to be asked through desks.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Gives all findings but those of printing: sorted, errors and warnings.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.faults.findings
    }

    /// Gives the errors that belong to no page: they are told on each.
    pub fn everywhere(&self) -> &[Diagnostic] {
        self.faults.everywhere()
    }

    /// Tells whether the settings are of before, for those of now are wrong.
    pub fn has_old_settings(&self) -> bool {
        self.has_old_settings
    }

    /// Gives what the machine could not read.
    pub fn failure(&self) -> Option<&Arc<Failure>> {
        self.failure.as_ref()
    }

    /// Gives how long each stage took.
    pub fn times(&self) -> &[(&'static str, Duration)] {
        &self.times
    }

    /// Tells whether nothing stands in the way of any page, as far as is known without printing.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Tells whether this proof may show something that the one after it cannot.
    pub fn is_missed_by(&self, after: &Self) -> bool {
        after.press() != self.press() || after.faults.is_worse_than(&self.faults)
    }

    /// Gives the fingerprint of program, settings, theme and data: what all pages are made with.
    pub fn press(&self) -> Fingerprint {
        Mix::new("press").print(self.prints.press).print(self.data.print()).finish()
    }

    /// Finds the page with a path.
    pub fn page_at(&self, url: &str) -> Option<PageId> {
        let pages = self.site.pages();
        let at = pages.binary_search_by(|page| (*page.url).cmp(url)).ok()?;
        u32::try_from(at).ok().map(PageId)
    }

    /// Gives a page.
    pub fn page(&self, page: PageId) -> &Page {
        &self.site.pages()[page.0 as usize]
    }

    /// Tells how far a page can be shown, and gives the errors that stand in its way.
    pub fn fitness(&self, page: PageId) -> (Fitness, Vec<&Diagnostic>) {
        let Some(engine) = &self.dress.engine else {
            return (Fitness::NeverGood, self.dress.findings.iter().collect());
        };
        if self.page(page).kind.is_file() {
            return (Fitness::Sound, Vec::new());
        }
        let desk = Desk::new(Arc::clone(&self.site), page);
        let document = desk.own_document().map(|document| &desk.body(document).0.path);
        self.faults.of_page(document, || render::files_behind(engine, &desk))
    }

    /// Prints a page.
    ///
    /// # Errors
    /// [`Unread::Finding`] when a template or the page is at fault, [`Unread::Failure`] when the
    /// machine failed.
    pub fn print(&self, page: PageId) -> Result<Printed, Unread> {
        let Some(equipment) = &self.equipment else {
            let first = self.dress.findings.first().cloned();
            let first = first.or_else(|| self.faults.everywhere().first().cloned());
            return Err(Unread::Finding(Box::new(first.expect("without an engine there is why"))));
        };
        let mut printed = render::print(equipment, Desk::new(Arc::clone(&self.site), page))?;
        self.slips.point(&mut printed.findings);
        Ok(printed)
    }

    /// Gives the file of the template that shows a page, if one does.
    pub fn template_of(&self, page: PageId) -> Option<Arc<str>> {
        if !self.page(page).kind.has_template() {
            return None;
        }
        let desk = Desk::new(Arc::clone(&self.site), page);
        Some(render::template_of(self.equipment.as_ref()?, &desk))
    }

    /// Tells that a page went over a limit.
    pub fn runaway(&self, page: PageId, limit: &Words) -> Option<Diagnostic> {
        let desk = Desk::new(Arc::clone(&self.site), page);
        Some(render::runaway(self.equipment.as_ref()?, &desk, limit))
    }

    /// Writes down what a page asked, so that later proofs can tell whether it stands.
    pub fn receipt(&self, page: PageId, receipt: Receipt) -> Ledger {
        let mut books = Bookkeeper::default();
        books.enter(self.page(page), receipt.lookups, Stamp::default(), Vec::new());
        self.ledger(books)
    }

    /// Closes the books of pages that were printed by this proof.
    pub fn ledger(&self, books: Bookkeeper) -> Ledger {
        let mut ledger = Ledger { press: self.prints.press, ..Ledger::default() };
        books.close(&self.site, &HashMap::new(), &mut ledger);
        ledger
    }

    /// Asks again all that pages of this proof or an earlier one asked.
    pub fn asked<'a>(&self, ledger: &'a Ledger) -> Asked<'a> {
        match ledger.press == self.prints.press {
            true => Asked::of(ledger, &self.site),
            false => Asked::default(),
        }
    }

    /// Tells whether a page stands that was printed by this proof or an earlier one.
    pub fn stands(&self, page: PageId, receipt: &Ledger) -> bool {
        let page = self.page(page);
        self.asked(receipt).standing(&page.url, &page.output).is_some()
    }

    /// Fingerprints what a page is made of that its author may mend: the theme and its own text.
    pub fn made_of(&self, page: PageId) -> Fingerprint {
        let desk = Desk::new(Arc::clone(&self.site), page);
        let own = desk.own_document().map(|document| desk.body(document).0.fingerprint);
        let mix = Mix::new("made of").print(self.press());
        mix.print(own.unwrap_or(Fingerprint::ABSENT)).finish()
    }

    /// Gives the URL path of the page that shows a content file.
    pub fn url_of(&self, path: &str) -> Option<Arc<str>> {
        let documents = self.site.own();
        let at = documents.binary_search_by(|document| (*document.path).cmp(path)).ok()?;
        let document = DocumentId(u32::try_from(at).ok()?);
        let desk = Desk::new(Arc::clone(&self.site), PageId(0));
        Some(Arc::clone(&desk.card(document).url))
    }

    /// Fingerprints what a page is; of a file that is copied, its bytes.
    pub fn print_of(&self, page: PageId) -> Fingerprint {
        self.site.fingerprint(Lookup::Page(page))
    }

    /// Gives the anchor of a heading of a content file, by its text or by what stands in it.
    pub fn anchor(&self, path: &str, heading: &str) -> Option<String> {
        let headings = &self.leaves.find(path)?.record.headings;
        let mut named = headings.iter().filter(|known| !known.id.is_empty());
        let found = named.find(|known| heading.contains(&known.text) || known.text == heading);
        found.map(|known| known.id.clone())
    }

    /// Gives the first instant at which the site changes by itself, in seconds since 1970: a day
    /// begins, a document's time comes or is over.
    pub fn next_turn(&self) -> Option<i64> {
        *self.turn.get_or_init(|| {
            let now = self.inputs.now;
            let desk = Desk::new(Arc::clone(&self.site), PageId(0));
            let documents = (0..).map(DocumentId).take(self.site.documents().len());
            let moments = documents.flat_map(|document| {
                let (_, matter) = desk.body(document);
                [matter.publish_at, matter.expire_at]
            });
            let moments = moments.flatten().map(|moment| moment.seconds);
            let midnight = draft::next_midnight(now, &self.inputs.settings);
            moments.chain(midnight).filter(|moment| *moment > now).min()
        })
    }

    /// Gives the text of a content file as it is shown.
    pub fn text(&self, path: &str) -> Option<Source> {
        self.leaves.source(path)
    }
}

impl Dress {
    /// Tells whether another theme offers the same to the site: names for articles, and files.
    fn offers_same(&self, other: &Self) -> bool {
        let craft = self.engine.as_deref().map(Engine::craft);
        let files = self.used.files.iter().map(|file| (&file.path, file.fingerprint));
        let others = other.used.files.iter().map(|file| (&file.path, file.fingerprint));
        craft == other.engine.as_deref().map(Engine::craft) && files.eq(others)
    }

    /// Assembles what was read; where it cannot be used, what was used before stays.
    fn of(inputs: &Inputs, before: Option<&Self>) -> Self {
        let read = Arc::clone(&inputs.theme);
        if let Some(before) = before
            && Arc::ptr_eq(&before.read, &read)
        {
            return before.clone();
        }
        // Words, parents and names of themes belong to no template: then the whole theme stays.
        let of_theme = |finding: &&Diagnostic| {
            let path = &*finding.place.path;
            let is_theme = finding.code == Code::UnknownTheme
                || ["themes/", "templates/", "components/", "strings/"]
                    .iter()
                    .any(|folder| path.starts_with(folder));
            is_theme && inputs.settings.is_error(finding)
        };
        let is_whole = !read.templates.is_empty() && !inputs.findings.iter().any(|f| of_theme(&f));
        if let Some(before) = before.filter(|before| !is_whole && before.engine.is_some()) {
            return Self { read, ..before.clone() };
        }
        let Mended { theme, engine, findings, replaced } =
            render::mend(&read, before.map(|before| (&*before.used, &before.replaced)));
        match (engine, before) {
            (None, Some(before)) => Self { read, findings, replaced, ..before.clone() },
            (engine, _) => {
                let engine = draft::of_theme(engine.map(Arc::new), inputs);
                Self { read, used: theme, engine, findings, replaced }
            }
        }
    }
}

/// Gives what printing needs beside a page.
fn equipped(
    inputs: &Inputs,
    engine: &Arc<Engine>,
    leaves: &Arc<Leaves>,
    keepsakes: Arc<Keepsakes>,
) -> Equipment {
    let ropes = Arc::clone(leaves) as Arc<dyn Ropes>;
    let (settings, bounds) = (&inputs.settings, Bounds::of(inputs));
    Equipment::new(Arc::clone(engine), settings, ropes, keepsakes, bounds)
}

/// Tells whether the settings of now are wrong.
fn has_wrong_settings(inputs: &Inputs) -> bool {
    let mut findings = inputs.findings.iter();
    findings.any(|one| &*one.place.path == SETTINGS && inputs.settings.is_error(one))
}

/// Links all that stands on the leaves; what was counted for the site before counts on.
fn linked(
    inputs: &Inputs,
    dress: &Dress,
    Grown { leaves, data, surveys }: Grown<'_>,
    before: Option<&Site>,
) -> (Arc<Site>, Vec<Diagnostic>) {
    let records = leaves.list.iter().map(|leaf| Arc::clone(&leaf.record)).collect();
    let (mut site, wrong) = draft::link(inputs, records, (data, surveys), dress.engine.as_deref());
    if let Some(before) = before {
        site.counts_on_from(before);
    }
    (Arc::new(site), wrong)
}
