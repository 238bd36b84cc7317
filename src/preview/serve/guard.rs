//! Who may be answered.
//!
//! Any page in the author's browser can send requests to the author's machine. So whoever asks
//! must name us as we are (a foreign name that leads here is an attack), must not come from
//! another page, and can only ask for what is there. On a network, it must know our secret.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::ask::Ask;
use super::ping;
use super::secret;
use crate::ground::Words;
use crate::words;

/// Where the preview can be reached from.
pub(in crate::preview) enum Reach {
    /// From this machine alone.
    Machine,
    /// From the network, by those who know the secret.
    Network {
        /// The address that is listened at.
        address: IpAddr,
        /// The secret.
        token: String,
    },
}

/// Decides who may be answered.
pub(in crate::preview) struct Guard {
    port: u16,
    /// The name that people are told.
    home: String,
    /// Our names, as a browser gives them: with the port.
    hosts: Vec<String>,
    /// Whether every address is ours, as when all are listened at.
    takes_addresses: bool,
    token: Option<String>,
}

/// What the guard says of a request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::preview) enum Verdict {
    /// It may be answered.
    Welcome,
    /// It knows the secret, and goes on without it in its address.
    Enter {
        /// Where it goes on.
        location: String,
        /// What it shows from then on.
        cookie: String,
    },
    /// It may not be answered.
    Refused(Refusal),
}

/// Why a request may not be answered.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::preview) struct Refusal {
    /// The status: 400, 403 or 405.
    pub(in crate::preview) status: u16,
    /// What the person is told.
    pub(in crate::preview) words: Words,
}

impl Guard {
    /// Makes a guard for a port; more names of ours may be given, without port.
    pub(in crate::preview) fn new(port: u16, reach: Reach, names: &[String]) -> Self {
        let (address, token) = match reach {
            Reach::Machine => (None, None),
            Reach::Network { address, token } => (Some(address), Some(token)),
        };
        let takes_addresses = address.is_some_and(|address| address.is_unspecified());
        let own = address.filter(|_| !takes_addresses);
        let own = own.map_or("localhost".to_string(), |address| in_brackets(&address.to_string()));
        let home = format!("{own}:{port}");
        let usual = ["localhost", "127.0.0.1", "::1"].map(String::from);
        let ours = usual.iter().chain([&own]).chain(names).map(|name| in_brackets(name));
        // Browsers leave a port of 80 out, and nobody else may.
        let spell = |name: String| {
            let bare = (port == 80).then(|| name.clone());
            [Some(format!("{name}:{port}")), bare].into_iter().flatten()
        };
        Self { port, home, hosts: ours.flat_map(spell).collect(), takes_addresses, token }
    }

    /// Judges a request.
    pub(in crate::preview) fn judge(&self, ask: &Ask) -> Verdict {
        let form = check_form(ask).and_then(|()| self.check_host(ask));
        let checks = form.and_then(|()| self.check_origin(ask)).and_then(|()| check_method(ask));
        match checks {
            // Which preview this is may be known: another asks before it starts.
            Ok(()) if ask.path() == ping::PATH => Verdict::Welcome,
            Ok(()) => self.ask_for_token(ask),
            Err(refusal) => Verdict::Refused(refusal),
        }
    }

    fn check_host(&self, ask: &Ask) -> Result<(), Refusal> {
        let hosts: Vec<&str> = ask.all("host").collect();
        match hosts[..] {
            [host] if self.is_ours(host) => Ok(()),
            [_] => Err(Refusal {
                status: 403,
                words: words!(
                    "esta vista previa solo responde a http://{0}/; si llegas a ella con otro \
                     nombre, dilo con --allow-host",
                    "this preview only answers to http://{0}/; if you reach it by another name, \
                     say so with --allow-host",
                    self.home,
                ),
            }),
            _ => Err(malformed()),
        }
    }

    /// Sees that no other page asks. What a browser says of itself is believed; what it names as
    /// origin is compared with our names alone, for host and origin may both be the attacker's.
    fn check_origin(&self, ask: &Ask) -> Result<(), Refusal> {
        let is_own = |origin: &str| {
            let host = origin.strip_prefix("http://");
            host.is_some_and(|host| self.is_ours(host))
        };
        let is_near = |site: &str| ["same-origin", "none"].contains(&site);
        if ask.all("origin").all(is_own) && ask.all("sec-fetch-site").all(is_near) {
            return Ok(());
        }
        Err(Refusal {
            status: 403,
            words: words!(
                "otra página pidió esta; si fuiste tú, copia la dirección y ábrela a mano: \
                 http://{0}/",
                "another page asked for this one; if it was you, copy the address and open it by \
                 hand: http://{0}/",
                self.home,
            ),
        })
    }

    fn ask_for_token(&self, ask: &Ask) -> Verdict {
        let Some(token) = &self.token else {
            return Verdict::Welcome;
        };
        if ask.query("token").is_some_and(|given| secret::are_equal(&given, token)) {
            let cookie = format!("{}{token}; HttpOnly; SameSite=Strict; Path=/", self.cookie());
            return Verdict::Enter { location: without_token(&ask.target), cookie };
        }
        let mut cookies = ask.all("cookie").flat_map(|line| line.split(';'));
        let own = self.cookie();
        let mut given = cookies.by_ref().filter_map(|cookie| cookie.trim().strip_prefix(&own));
        if given.any(|given| secret::are_equal(given, token)) {
            return Verdict::Welcome;
        }
        Verdict::Refused(Refusal {
            status: 403,
            words: Words::new(
                "para ver esta vista previa, abre la dirección completa que muestra la terminal: \
                 acaba en ?token=…",
                "to see this preview, open the whole address that the terminal shows: it ends in \
                 ?token=…",
            ),
        })
    }

    /// Gives what stands before the secret in a cookie. Browsers keep cookies for all ports alike.
    fn cookie(&self) -> String {
        format!("tertulia-{}=", self.port)
    }

    fn is_ours(&self, host: &str) -> bool {
        let is_named = self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
        is_named || self.takes_addresses && self.is_address(host)
    }

    /// Tells whether a host is an address, as nobody else's name can lead to it.
    fn is_address(&self, host: &str) -> bool {
        let name = host.strip_suffix(&format!(":{}", self.port));
        let name = name.or((self.port == 80).then_some(host)).unwrap_or_default();
        let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        inner.map_or_else(
            || name.parse::<Ipv4Addr>().is_ok(),
            |inner| inner.parse::<Ipv6Addr>().is_ok(),
        )
    }
}

/// Writes an address of the sixth version as URLs do.
pub(in crate::preview) fn in_brackets(name: &str) -> String {
    if name.parse::<Ipv6Addr>().is_ok() { format!("[{name}]") } else { name.to_string() }
}

/// Sees that a path is asked for, in signs that can be written into an answer.
fn check_form(ask: &Ask) -> Result<(), Refusal> {
    let is_plain = ask.target.bytes().all(|byte| byte.is_ascii_graphic());
    if ask.target.starts_with('/') && is_plain { Ok(()) } else { Err(malformed()) }
}

fn check_method(ask: &Ask) -> Result<(), Refusal> {
    if ["GET", "HEAD"].contains(&ask.method.as_str()) {
        return Ok(());
    }
    Err(Refusal {
        status: 405,
        words: Words::new(
            "esta vista previa solo muestra páginas: no recibe nada",
            "this preview only shows pages: it takes nothing",
        ),
    })
}

fn malformed() -> Refusal {
    let words = Words::new("esta petición no se entiende", "this request makes no sense");
    Refusal { status: 400, words }
}

/// Takes the secret out of an address. Slashes at its start become one: two would name a host.
fn without_token(target: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let kept: Vec<&str> = pairs.filter(|pair| pair.split('=').next() != Some("token")).collect();
    let path = path.trim_start_matches(['/', '\\']);
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("/{path}{mark}{}", kept.join("&"))
}
