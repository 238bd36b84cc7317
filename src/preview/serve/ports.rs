//! The ports that a preview listens at.
//!
//! A port is one for both families: a browser that is told `localhost` may try either, and must
//! never meet another program on one of them.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use crate::ground::{Failure, Words};
use crate::words;

/// The port of a preview when nobody asks for another.
const PORT: u16 = 1999;

/// How many ports above it are tried when it is taken.
const PORTS_ABOVE: u16 = 200;

/// How often the system may choose a port that is taken in the other family.
const CHOICES_MAX: usize = 20;

/// How many browsers may wait at the door.
const BACKLOG: i32 = 128;

/// After so long, writing to a browser that reads nothing comes back, so that whoever writes can
/// see whether it is time to stop. Accepted connections inherit it.
const WRITE_PAUSE: Duration = Duration::from_millis(250);

/// How long a port may take to show that somebody listens at it.
const KNOCK: Duration = Duration::from_millis(200);

/// What a preview listens at.
#[derive(Debug)]
pub(in crate::preview) struct Bound {
    /// One listener for each family.
    pub(in crate::preview) listeners: Vec<TcpListener>,
    /// The port of them all.
    pub(in crate::preview) port: u16,
    /// The port that was wished for, when another had to be found.
    pub(in crate::preview) was_taken: Option<u16>,
}

/// Listens at a port: the given one, or the first that is free from the usual one on; zero lets
/// the system choose. At the machine itself, or at another address alone.
pub(in crate::preview) fn bind(
    port: Option<u16>,
    address: Option<IpAddr>,
) -> Result<Bound, Failure> {
    let addresses = match address {
        Some(address) => vec![address],
        None => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
    };
    match port {
        Some(0) => chosen(&addresses),
        Some(port) => exact(port, &addresses),
        None => first_free(&addresses, PORT),
    }
}

fn exact(port: u16, addresses: &[IpAddr]) -> Result<Bound, Failure> {
    listen_all(port, addresses).map_err(|(at, cause)| refused(at, &cause))
}

fn first_free(addresses: &[IpAddr], wished: u16) -> Result<Bound, Failure> {
    let last = wished.saturating_add(PORTS_ABOVE);
    for port in wished..=last {
        match listen_all(port, addresses) {
            Ok(bound) => {
                return Ok(Bound { was_taken: (port != wished).then_some(wished), ..bound });
            }
            Err((_, cause)) if is_taken(&cause) => {}
            Err((at, cause)) => return Err(refused(at, &cause)),
        }
    }
    let action = Words::new("están en uso todos los puertos", "all ports are in use");
    Err(Failure::new(action, format!("{wished}-{last}"), "")
        .help(Words::new("elige otro con --port", "choose another with --port")))
}

/// Lets the system choose a port. It looks at one family alone, so its choice may be taken in the
/// other.
fn chosen(addresses: &[IpAddr]) -> Result<Bound, Failure> {
    for _ in 1..CHOICES_MAX {
        match listen_all(0, addresses) {
            Err((_, cause)) if is_taken(&cause) => {}
            done => return done.map_err(|(at, cause)| refused(at, &cause)),
        }
    }
    exact(0, addresses)
}

/// Listens at a port of each address. A machine may lack the sixth version of the protocol beside
/// the fourth.
fn listen_all(wished: u16, addresses: &[IpAddr]) -> Result<Bound, (SocketAddr, io::Error)> {
    let (mut listeners, mut port) = (Vec::new(), wished);
    for address in addresses {
        let at = SocketAddr::new(*address, port);
        let done = listen(at).and_then(|listener| Ok((listener.local_addr()?, listener)));
        match done {
            Ok((at, listener)) => {
                port = at.port();
                listeners.push(listener);
            }
            Err(cause) if !listeners.is_empty() && !is_taken(&cause) => {}
            Err(cause) => return Err((at, cause)),
        }
    }
    Ok(Bound { listeners, port, was_taken: None })
}

/// Listens at an address. Connections of a preview that has ended keep a port busy for a minute on
/// Unix; it is taken over only when nobody answers at it, so that no two programs ever share it.
fn listen(at: SocketAddr) -> io::Result<TcpListener> {
    match listen_with(at, Past::Heeded) {
        Err(cause) if cfg!(unix) && is_taken(&cause) && !is_answered(at) => {
            listen_with(at, Past::Forgotten)
        }
        done => done,
    }
}

/// Whether connections that have ended keep their port.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Past {
    Heeded,
    Forgotten,
}

fn listen_with(at: SocketAddr, past: Past) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(at), Type::STREAM, Some(Protocol::TCP))?;
    if at.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    if past == Past::Forgotten {
        socket.set_reuse_address(true)?;
    }
    socket.bind(&at.into())?;
    // The library that serves never shows its connections, but they inherit what their listener
    // has: the right to be forgotten, small answers that leave at once, and a sign of life from
    // those who write to a browser that does not read.
    if cfg!(unix) {
        socket.set_reuse_address(true)?;
    }
    socket.set_tcp_nodelay(true)?;
    socket.set_write_timeout(Some(WRITE_PAUSE))?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn is_answered(at: SocketAddr) -> bool {
    TcpStream::connect_timeout(&near(at), KNOCK).is_ok()
}

/// Gives an address at which this machine reaches what listens at another, which may be all.
pub(in crate::preview) fn near(at: SocketAddr) -> SocketAddr {
    let address = match at.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address,
    };
    SocketAddr::new(address, at.port())
}

/// Tells whether somebody has the port; Windows says of some that they are not for us.
fn is_taken(cause: &io::Error) -> bool {
    let is_forbidden = cfg!(windows) && cause.kind() == ErrorKind::PermissionDenied;
    cause.kind() == ErrorKind::AddrInUse || is_forbidden
}

fn refused(at: SocketAddr, cause: &io::Error) -> Failure {
    let port = at.port();
    let help = Words::new(
        "elige otro con --port, o deja que se busque solo",
        "choose another with --port, or leave it out and a free one is found",
    );
    if is_taken(cause) {
        let action = Words::new("ya está ocupado el puerto", "somebody uses the port");
        return Failure::new(action, port, "").help(help);
    }
    let action = Words::new("no se pudo escuchar en", "could not listen at");
    let failure = Failure::new(action, at, cause);
    match cause.kind() {
        ErrorKind::PermissionDenied => failure.help(help),
        ErrorKind::AddrNotAvailable => failure.help(words!(
            "{} no es una dirección de este ordenador; mira la de --bind",
            "{} is no address of this computer; see the one of --bind",
            at.ip(),
        )),
        _ => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Lang;

    fn ports(bound: &Bound) -> Vec<u16> {
        bound.listeners.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
    }

    #[test]
    fn both_families_share_one_port() {
        let bound = bind(Some(0), None).unwrap();
        assert!(ports(&bound).iter().all(|port| *port == bound.port && *port != 0));
        assert_eq!(bound.was_taken, None);
        for listener in &bound.listeners {
            assert!(listener.local_addr().unwrap().ip().is_loopback());
        }
    }

    #[test]
    fn another_address_is_the_only_one() {
        let bound = bind(Some(0), Some(Ipv4Addr::UNSPECIFIED.into())).unwrap();
        assert_eq!(bound.listeners.len(), 1);
        assert!(bound.listeners[0].local_addr().unwrap().ip().is_unspecified());
    }

    #[test]
    fn a_port_taken_in_either_family_is_taken() {
        for address in ["127.0.0.1", "::1"] {
            let Ok(other) = TcpListener::bind((address, 0)) else { continue };
            let port = other.local_addr().unwrap().port();
            let failure = bind(Some(port), None).unwrap_err();
            let said = failure.sentence(Lang::Es);
            assert_eq!(said, format!("ya está ocupado el puerto `{port}`"));
            let said = failure.sentence(Lang::En);
            assert_eq!(said, format!("somebody uses the port `{port}`"));
            assert!(failure.parts().help.as_ref().unwrap().es.contains("--port"));
        }
    }

    #[test]
    fn two_previews_never_share_a_port() {
        let first = bind(Some(0), None).unwrap();
        assert!(bind(Some(first.port), None).is_err());
        let everywhere = Ipv4Addr::UNSPECIFIED.into();
        assert!(bind(Some(first.port), Some(everywhere)).is_err());
    }

    #[test]
    fn the_next_free_port_is_found() {
        let addresses = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        let first = bind(Some(0), None).unwrap();
        let second = first_free(&addresses, first.port).unwrap();
        assert!(second.port > first.port);
        assert_eq!(second.was_taken, Some(first.port));
    }

    #[cfg(unix)]
    #[test]
    fn a_port_with_a_past_is_free() {
        let bound = bind(Some(0), None).unwrap();
        let client = TcpStream::connect(bound.listeners[0].local_addr().unwrap()).unwrap();
        // Whoever hangs up first has to remember the connection: here, the server.
        drop(bound.listeners[0].accept().unwrap());
        let port = bound.port;
        drop((client, bound));
        assert_eq!(bind(Some(port), None).unwrap().port, port);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn connections_inherit_what_their_listener_has() {
        for listener in bind(Some(0), None).unwrap().listeners {
            let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            let (accepted, _) = listener.accept().unwrap();
            assert!(accepted.nodelay().unwrap());
            // The system counts in ticks of its own.
            let pause = accepted.write_timeout().unwrap().unwrap();
            assert!(pause.abs_diff(WRITE_PAUSE) < WRITE_PAUSE / 10, "{pause:?}");
        }
    }

    #[test]
    fn an_address_of_another_machine_is_told() {
        let failure = bind(Some(0), Some(Ipv4Addr::new(192, 0, 2, 1).into())).unwrap_err();
        assert!(failure.sentence(Lang::Es).starts_with("no se pudo escuchar en `192.0.2.1:0`"));
        assert!(failure.parts().help.as_ref().unwrap().en.contains("--bind"));
    }
}
