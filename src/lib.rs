//! Tertulia: a static-site generator for customer-experience knowledge bases that listen.
//!
//! This comment is the architecture. It says what stands where, what must never be, and which word
//! means what. A test (`tests/it/house.rs`) holds the code to it.
//!
//! # In six sentences
//!
//! 1. One package: this library and a thin `main.rs`; the *rooms* are the folders of `src/`, and
//!    the house test enforces who may use whom.
//! 2. The *building wing* turns a folder into a site. The *listening wing*, which will take what
//!    readers say, will stand beside it and never import it.
//! 3. The heart is pure: [`pipeline`] reads no disk, no clock, no network; equal
//!    [`Inputs`](model::Inputs) give equal bytes, whatever the order of files or number of threads.
//! 4. Types stand in the middle, behaviour around them: [`model`] holds the nouns, each stage is a
//!    room of verbs.
//! 5. Pages have *receipts*: a page asks its site only through its [`Desk`](model::Desk), which
//!    answers and writes the lookup down; a page stands while all its lookups, asked again, have
//!    the same fingerprints. Absence and membership are answers too.
//! 6. Three ways to go wrong are three nouns: [`Diagnostic`](ground::Diagnostic) (the author's
//!    content: many at once, with a place), [`Failure`](ground::Failure) (the machine: one, with
//!    action, path and cause) and, in the listening wing, a refusal (a visitor's request).
//!
//! # Map
//!
//! ```text
//! disk ─read→ Inputs ─parse→ Document ─link→ Site → Desk ─render→ Output ─write→ disk
//!                 ▲                                 (Lookup → Receipt)        │
//!                 └──────────────── Ledger (receipts, records) ───────────────┘
//! ```
//!
//! | room | what it holds |
//! | --- | --- |
//! | [`ground`] | sources and spans, findings and their constructors, fingerprints, slugs, URLs |
//! | [`model`] | the nouns: settings, documents, pages, lookups, receipts, the site and its desk |
//! | [`read`] | disk → what there is to parse, to copy and to dress it with |
//! | [`parse`] | one file in, no neighbours: front matter, Markdown, settings |
//! | [`statistics`] | tallies → shares, scores, intervals, tests; what is too few to be shown |
//! | [`link`] | many documents → one site: sections, URLs, references, lists |
//! | [`chart`] | numbers → an accessible drawing, what it says, and its table |
//! | [`render`] | a page, its desk and the theme → bytes |
//! | [`mod@write`] | files and ledger → disk: only what changed, each file whole or not at all |
//! | [`import`] | what other tools export → our files, and what was left out |
//! | [`pipeline`] | parse, link, ask the receipts, render |
//! | [`press`] | one round: read, pipeline, write, keep the ledger |
//! | [`preview`] | the author's own server: watch, print what is asked for, patch the open page |
//! | [`command`] | one file a command; the only room that knows all, and the only one that prints |
//!
//! # Invariants
//!
//! - **No other door.** The parts of a [`Site`](model::Site) are private to [`model`]; templates
//!   get functions that ask the desk of the page being printed on their thread, never a serialised
//!   site.
//! - **Parsing never fails.** It gives a whole value and the findings about what it could not use.
//! - **Content is never template code.** `{{name}}` in an article is text; components are called
//!   by directives.
//! - **Markup is escaped in one place**, `ground/markup.rs`: text and attributes are never glued
//!   together by hand.
//! - **All or nothing.** A build with an error changes nothing on disk.
//! - **A finding takes down its own page at most.** The preview shows what was last good in its
//!   place, and all else fresh.
//! - **The ledger is a cache.** An unreadable byte means no ledger, never an error; what is made
//!   with it equals what is made without.
//! - **Time is an input.** What is shown depends on the day the build was given; clocks only keep
//!   limits.
//! - **Everything that can grow has a limit**, in the settings or beside the code that grows it.
//!
//! # What is coarse on purpose
//!
//! A theme has one fingerprint: an edit of a template prints everything again. So have the settings
//! and the program itself (its executable file). Records hold while program and settings do;
//! keepsakes (coloured code) outlive both.
//!
//! # Glossary
//!
//! | word | meaning |
//! | --- | --- |
//! | *document* | a content file, parsed: its *record* (what others may need) and its *rope* (its body with slots) |
//! | *page* | what has a URL and a file in the output |
//! | *card* | a document as it stands in lists |
//! | *section* | a folder of content with articles; the home is the first |
//! | *lookup* | a question of a page to the site; its answer is *found* |
//! | *receipt* | the lookups of a page |
//! | *ledger* | what a build remembers for the next: records, receipts, answers |
//! | *keepsake* | what is dear to make again and depends on its input alone |
//! | *edition* | what a build makes; its pages are *printed*, *kept* or *withdrawn* |
//! | *proof* | a site as it stands now, whose pages are printed when they are asked for |
//! | *leaf* | a content file of a proof, in the last version that could be used |
//! | *slip* | a row of a data file as a content file that is on no disk |
//! | *rack* | where the proof of now hangs, and earlier ones that show what it cannot |
//! | *survey* | every page printed once in the background, so that every finding is known |
//! | *assertion* | words of an article that a survey must bear out; authors mark them with `claim` |
//! | *stage* | where the files of an edition wait, unseen, until it is complete |
//! | *finding* | something wrong with the content, as an author sees it; in code a [`Diagnostic`](ground::Diagnostic) |
//! | *upkeep* | what a site lacks to be useful, though nothing is broken: only a check tells it |
//! | *baseline* | a list of findings that an old site has already, so that a check tells only new ones |
//! | *standing* | whether a document is public, and if not, why |
//! | *theme* | templates, components, words and files; *craft* is what it offers to articles |
//! | *wave* | the answers to a survey of one time; its *tally* is all that is known of them |
//! | *codebook* | what a questionnaire says of the cells of its waves |
//! | *question*, *answer* | belong to surveys; the machine says lookup and found |

pub mod chart;
pub mod command;
pub mod ground;
pub mod import;
pub mod link;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod press;
pub mod preview;
pub mod read;
pub mod render;
pub mod statistics;
pub mod write;
