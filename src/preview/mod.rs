//! The preview: the author's own server. Watches the site's folder, prints a page when it is asked
//! for, shows each edit in the open page, and keeps showing what was good while something is not.
//!
//! In: the site's folder, and the world (clock, day, words of findings) as arguments. Out: answers
//! on the author's machine. Invariant: nothing here writes content or output; an answer comes from
//! the site's map of URLs, never from a path in a request.
//!
//! ```text
//! folder ─watch→ Batch ─clerk→ Proof ─hang→ Rack ─view→ routes ─server→ browser
//!                                │                        ▲
//!                                └─ hub (open pages), survey (all pages, in the background)
//! ```

mod clerk;
mod folder;
mod follow;
mod hub;
mod patience;
mod rack;
mod report;
mod routes;
mod screen;
mod serve;
mod sign;
mod survey;
mod system;
mod teller;
mod view;
mod watch;

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use self::clerk::{Clerk, World};
use self::folder::Folder;
use self::hub::Hub;
use self::patience::Patience;
use self::rack::Rack;
use self::routes::Routes;
use self::serve::guard::{Guard, Reach, in_brackets};
use self::serve::ports;
use self::serve::secret;
use self::serve::server::Server;
use self::serve::service::Service;
use self::sign::Sign;
use self::survey::Board;
use self::teller::Teller;
use self::view::Studio;
use self::watch::watcher::Watcher;
use crate::ground::{Failure, Fingerprint, Lang, Words};
use crate::model::{Clock, Gauge, Keepsakes};
use crate::pipeline::{Changed, Proof};
use crate::words;

pub use clerk::{Event, Hear};
pub use teller::Tell;

/// What a preview is asked to do, and the world it lives in.
pub struct Request {
    /// The folder of the site, as a whole path without links.
    pub root: PathBuf,
    /// The port; zero lets the system choose. Else the usual one, or the next that is free.
    pub port: Option<u16>,
    /// The address to listen at, if not the machine itself.
    pub bind: Option<IpAddr>,
    /// More names under which this machine may be asked.
    pub names: Vec<String>,
    /// Whether browsers go where the author works.
    pub follows: bool,
    /// The day as of which the site is shown, if it is not today: `2027-01-01`.
    pub day: Option<String>,
    /// How an editor is called: a URL with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
    /// The language of the program's own words.
    pub lang: Lang,
    /// Writes findings as the terminal shows them.
    pub tell: Tell,
    /// Gives the instant that counts as now, in seconds since 1970, for a time zone.
    pub now: Box<dyn Fn(&str) -> i64 + Send + Sync>,
    /// The name of the system's time zone.
    pub system_zone: String,
    /// How much time has passed.
    pub clock: Clock,
    /// How much memory the program takes.
    pub gauge: Gauge,
    /// The fingerprint of the program.
    pub program: Fingerprint,
    /// How many threads may work.
    pub jobs: usize,
    /// What earlier processes of this preview could not bear to print, as they said it.
    pub spared: BTreeSet<String>,
    /// The key for others on the network, if an earlier process of this preview gave one out.
    pub key: Option<String>,
    /// Hears what happens.
    pub hear: Hear,
}

/// A preview that runs. It ends when it is dropped.
pub struct Preview {
    url: String,
    port: u16,
    studio: Arc<Studio>,
    hub: Arc<Hub>,
    is_over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    _server: Server,
    _sign: Option<Sign>,
}

impl Preview {
    /// Starts a preview: binds, reads the site, serves, watches.
    ///
    /// # Errors
    /// When the port is taken, or the site's folder cannot be read.
    pub fn start(request: Request) -> Result<Self, Failure> {
        system::open_wide();
        let elsewhere = sign::read(&request.root);
        if let Some(url) = &elsewhere {
            (request.hear)(Event::Warning(&words!(
                "ya hay una vista previa de este sitio en {url}",
                "a preview of this site runs already at {url}"
            )));
        }
        let (bind, names, key) = (request.bind, request.names.clone(), request.key.clone());
        let bound = ports::bind(request.port, bind)?;
        if let Some(taken) = bound.was_taken {
            let port = bound.port;
            (request.hear)(Event::Warning(&words!(
                "el puerto {taken} está ocupado: uso el {port}",
                "port {taken} is taken: this is {port}"
            )));
        }
        // Watched before it is read: no edit falls between.
        let watcher = Watcher::new(&request.root, Arc::clone(&request.clock));
        let folder = Folder::open(&request.root, &request.system_zone)?;
        let clerk = clerk(request, watcher, folder)?;

        let base = clerk.folder.settings.base_path().to_string();
        let (reach, url) = reach(bind, key, (bound.port, &base))?;
        let hear = Arc::clone(&clerk.world.hear);
        if let Reach::Network { .. } = reach {
            hear(Event::Warning(&network_words()));
        }
        let (studio, hub) = (Arc::clone(&clerk.studio), Arc::clone(&clerk.hub));
        let routes = Routes {
            studio: Arc::clone(&studio),
            hub: Arc::clone(&hub),
            unsettled: Arc::clone(&clerk.unsettled),
        };
        let service = Service {
            guard: Guard::new(bound.port, reach, &names),
            lang: studio.teller.lang,
            identity: sign::identity(&studio.teller.root),
            handler: Box::new(move |ask| routes.answer(ask)),
        };
        let port = bound.port;
        let server = Server::start(bound, service)?;
        // The sign of a preview that runs already stays.
        let sign =
            elsewhere.is_none().then(|| Sign::put_up(&studio.teller.root, without_key(&url)));
        hear(Event::Ready(&url));
        studio.tell_findings(|list, settings| hear(Event::Findings(list, settings)));
        let is_over = Arc::clone(&clerk.is_over);
        let threads = work(clerk, &hear)?;
        Ok(Self { url, port, studio, hub, is_over, threads, _server: server, _sign: sign })
    }

    /// Gives the URL of the site's first page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Gives the key that others on the network need, if there is one.
    pub fn key(&self) -> Option<&str> {
        self.url.split_once("?token=").map(|(_, key)| key)
    }

    /// Gives the port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        self.studio.board.end();
        self.hub.close();
        for thread in self.threads.drain(..) {
            // A thread that has panicked has said so.
            thread.join().ok();
        }
    }
}

/// Draws the first proof, and makes the clerk who will draw the next.
fn clerk(request: Request, watcher: Watcher, folder: Folder) -> Result<Clerk, Failure> {
    let world = World {
        now: request.now,
        clock: request.clock,
        gauge: request.gauge,
        program: request.program,
        jobs: request.jobs,
        hear: request.hear,
    };
    let keepsakes = Arc::new(Keepsakes::default());
    let news = clerk::news(&world, &folder, Changed::Everything, &keepsakes);
    let Request { root, lang, day, editor, tell, spared, .. } = request;
    let hear = Arc::clone(&world.hear);
    let plead = Box::new(move |spared, template: &str| hear(Event::Spent { spared, template }));
    let patience = Patience::new(Arc::clone(&world.gauge), spared, plead);
    let studio = Studio {
        rack: Rack::new(Proof::draw(news, None), patience),
        board: Board::default(),
        teller: Teller { root, lang, day, editor, tell },
        token: secret::secret()?,
        trouble: Mutex::default(),
        told: Mutex::default(),
    };
    let unread = studio.rack.current().failure().map(|failure| failure.again());
    let mut clerk = Clerk {
        world,
        unsettled: watcher.unsettled(),
        watcher,
        folder,
        studio: Arc::new(studio),
        hub: Arc::default(),
        keepsakes,
        follows: request.follows,
        is_over: Arc::default(),
        debt: None,
    };
    if let Some(failure) = unread {
        clerk.fail(failure);
    }
    Ok(clerk)
}

/// Gives the address under which others on the network reach this machine, as far as it knows one.
fn own_address() -> IpAddr {
    // Nothing is sent: the system only says from where it would be.
    let asked = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        Ok(socket.local_addr()?.ip())
    });
    asked.unwrap_or(Ipv4Addr::LOCALHOST.into())
}

fn network_words() -> Words {
    Words::new(
        "otros equipos de la red pueden ver esta vista previa: comparte la dirección con su \
         clave solo con quien deba verla",
        "other machines on the network can reach this preview: give the URL with its key only to \
         those who may see it",
    )
}

/// Starts the threads that work behind the server.
fn work(clerk: Clerk, hear: &Hear) -> Result<Vec<JoinHandle<()>>, Failure> {
    let (studio, hub, hear) = (Arc::clone(&clerk.studio), Arc::clone(&clerk.hub), Arc::clone(hear));
    // All that the survey asks is asked by one thread that gives way to all others.
    let alone =
        rayon::ThreadPoolBuilder::new().num_threads(1).start_handler(|_| system::give_way());
    let alone = alone.build().map_err(|cause| Failure::start("survey", cause))?;
    let surveyor = move || {
        alone.install(|| {
            survey::run(&studio.board, &studio.rack, || {
                hub.ring();
                studio.tell_findings(|list, settings| hear(Event::Findings(list, settings)));
            });
        });
    };
    let start = |name: &str, work: Box<dyn FnOnce() + Send>| {
        let thread = thread::Builder::new().name(name.to_string());
        thread.spawn(work).map_err(|cause| Failure::start(name, cause))
    };
    clerk.studio.board.ask();
    let (talker, of_talker) = (Arc::clone(&clerk.hub), Arc::clone(&clerk.studio));
    Ok(vec![
        start("hub", Box::new(move || talker.work(&of_talker)))?,
        start("clerk", Box::new(move || clerk.work()))?,
        start("survey", Box::new(surveyor))?,
    ])
}

/// Takes the secret out of a URL: what is written to disk others may read.
fn without_key(url: &str) -> &str {
    url.split('?').next().unwrap_or(url)
}

/// Says from where the preview can be reached, and by which URL. On a network it takes a secret.
fn reach(
    bind: Option<IpAddr>,
    key: Option<String>,
    (port, base): (u16, &str),
) -> Result<(Reach, String), Failure> {
    let own: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let Some(address) = bind.filter(|address| !own.contains(address)) else {
        return Ok((Reach::Machine, format!("http://localhost:{port}{base}/")));
    };
    let token = key.map_or_else(secret::secret, Ok)?;
    let own = if address.is_unspecified() { own_address() } else { address };
    let host = in_brackets(&own.to_string());
    let url = format!("http://{host}:{port}{base}/?token={token}");
    Ok((Reach::Network { address, token }, url))
}
