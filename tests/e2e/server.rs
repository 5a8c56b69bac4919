//! A static file server like those that people host the app on; it stops when it is dropped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// A running server.
pub struct Server {
    /// Address of the folder's page, with a slash at its end.
    pub url: String,
    /// The port, to start another server on when this one is gone.
    pub port: u16,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    folder: PathBuf,
    prefix: String,
    is_stopping: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// Serves a folder under a sub-folder of the site ("" for none) on any free port.
    pub fn start(folder: &Path, sub_folder: &str) -> Self {
        Self::start_on(0, folder, sub_folder)
    }

    /// Serves on a given port, e.g. that of a server that was dropped.
    pub fn start_on(port: u16, folder: &Path, sub_folder: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).expect("the port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let prefix = match sub_folder.trim_matches('/') {
            "" => "/".to_string(),
            sub_folder => format!("/{sub_folder}/"),
        };
        let url = format!("http://localhost:{port}{prefix}");
        let shared = Arc::new(Shared {
            folder: folder.canonicalize().expect("the folder is there"),
            prefix,
            is_stopping: AtomicBool::new(false),
            open: Mutex::default(),
            requests: Mutex::default(),
        });
        let accepting = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Server { url, port, shared, accepting: Some(accepting) }
    }

    /// Every request so far, as `GET /path 200`.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.shared.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_stopping.store(true, Ordering::SeqCst);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let _ = TcpStream::connect(address); // wakes the thread that waits for a connection
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        // A browser opens connections ahead of need; none may be answered from now on.
        for stream in lock(&self.shared.open).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming().flatten() {
        if shared.is_stopping.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(handle) = stream.try_clone() {
            lock(&shared.open).push(handle);
        }
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            let _ = answer(&stream, &shared); // a browser may hang up at any time
            let _ = stream.shutdown(Shutdown::Both);
            lock(&shared.open).retain(|open| open.peer_addr().is_ok());
        });
    }
}

fn answer(mut stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.take(64 * 1024));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    if shared.is_stopping.load(Ordering::SeqCst) {
        return Ok(());
    }
    let reply = match method {
        "GET" | "HEAD" => reply_to(target, shared),
        _ => Reply::empty(405),
    };
    lock(&shared.requests).push(format!("{method} {target} {}", reply.status));
    write!(
        stream,
        "HTTP/1.1 {} -\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n",
        reply.status,
        reply.body.len(),
        reply.header,
    )?;
    if method == "GET" {
        stream.write_all(&reply.body)?;
    }
    Ok(())
}

struct Reply {
    status: u16,
    header: String,
    body: Vec<u8>,
}

impl Reply {
    fn empty(status: u16) -> Self {
        Reply { status, header: String::new(), body: Vec::new() }
    }
}

fn reply_to(target: &str, shared: &Shared) -> Reply {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(inside) = path.strip_prefix(&shared.prefix) else {
        let is_folder = format!("{path}/") == shared.prefix;
        return match is_folder {
            true => redirect(&shared.prefix),
            false => Reply::empty(404),
        };
    };
    let Some(mut file) = file_of(&shared.folder, inside) else {
        return Reply::empty(404);
    };
    if file.is_dir() {
        if !path.ends_with('/') {
            return redirect(&format!("{path}/"));
        }
        file.push("index.html");
    }
    match std::fs::read(&file) {
        Ok(body) => Reply { status: 200, header: format!("Content-Type: {}\r\n", media_type(&file)), body },
        Err(_) => Reply::empty(404),
    }
}

fn redirect(path: &str) -> Reply {
    Reply { status: 301, header: format!("Location: {path}\r\n"), body: Vec::new() }
}

/// The file that an address names, if it exists and lies inside the folder.
fn file_of(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = folder.join(decode(address)?).canonicalize().ok()?;
    path.starts_with(folder).then_some(path)
}

/// Resolves `%20` and the like.
fn decode(address: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("csv") => "text/csv",
        Some("toml" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One request, sent as it stands; the answer's first line, header and body.
    fn get(server: &Server, target: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_its_folder_and_nothing_else() {
        let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server");
        let folder = base.join("inside");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(base.join("secret"), "secret").unwrap();
        std::fs::write(folder.join("index.html"), "page").unwrap();
        std::fs::write(folder.join("a b.wasm"), "wasm").unwrap();
        let server = Server::start(&folder, "sub");
        assert!(get(&server, "/sub/?x=1").ends_with("\r\n\r\npage"));
        assert!(get(&server, "/sub").contains("Location: /sub/\r\n"));
        assert!(get(&server, "/sub/a%20b.wasm").contains("Content-Type: application/wasm\r\n"));
        let refused = ["/", "/sub/none", "/sub/../secret", "/sub/%2e%2e/secret", "/sub//etc/passwd"];
        for target in refused {
            assert!(get(&server, target).starts_with("HTTP/1.1 404"), "{target}");
        }
        assert_eq!(server.requests()[0], "GET /sub/?x=1 200");
    }

    #[test]
    fn a_stopped_server_answers_nothing_and_frees_its_port() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let server = Server::start(folder, "");
        let port = server.port;
        let mut early = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        drop(server);
        let _ = write!(early, "GET / HTTP/1.1\r\n\r\n");
        let mut answer = Vec::new();
        let _ = early.read_to_end(&mut answer);
        assert!(answer.is_empty());
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        let again = Server::start_on(port, folder, "");
        assert!(get(&again, "/none").starts_with("HTTP/1.1 404"));
    }
}
