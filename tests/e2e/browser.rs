//! A browser under the control of a test, with a profile of its own; it ends when it is dropped.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How to start a browser.
pub struct Options {
    /// Folder of the profile, to be kept between two browsers; by default a new one.
    pub profile: Option<PathBuf>,
    /// Size of the page's area in CSS pixels.
    pub size: (u32, u32),
    /// Folder where downloads go; by default one inside the profile.
    pub downloads: Option<PathBuf>,
    /// Further flags, e.g. `--lang=ar` or `--force-dark-mode`.
    pub flags: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { profile: None, size: (1280, 800), downloads: None, flags: Vec::new() }
    }
}

/// A running browser.
pub struct Browser {
    /// For all that this module has no word for.
    pub client: Client,
    downloads: PathBuf,
    driver: Child,
    port: u16,
    session: String,
    console: std::sync::Mutex<Vec<String>>,
}

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--enable-unsafe-swiftshader", // WebGL without a graphics card
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

impl Browser {
    /// Starts a driver and through it a browser.
    pub async fn start(options: Options) -> Self {
        let profile = options.profile.unwrap_or_else(|| fresh_folder("profile"));
        let downloads = options.downloads.unwrap_or_else(|| profile.join("downloads"));
        std::fs::create_dir_all(&downloads).expect("the download folder can be made");
        let (width, height) = options.size;
        let mut flags: Vec<String> = FLAGS.iter().map(ToString::to_string).collect();
        flags.push(format!("--user-data-dir={}", profile.display()));
        flags.push(format!("--window-size={width},{height}"));
        flags.extend(options.flags);
        let capabilities = json!({
            "goog:chromeOptions": {
                "binary": crate::given("SCRAPWRIGHT_CHROME"),
                "args": flags,
                "prefs": {
                    "download.default_directory": downloads,
                    "download.prompt_for_download": false,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("it is written as an object");
        };
        let (driver, port) = start_driver();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the browser starts");
        let session = client.session_id().await.expect("the driver answers");
        let browser = Browser {
            client,
            downloads,
            driver,
            port,
            session: session.expect("the session has a name"),
            console: std::sync::Mutex::default(),
        };
        browser.resize(width, height).await;
        browser
    }

    /// Gives the page's area a size in CSS pixels, however small; as on a screen of one pixel per pixel.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sends a command of the DevTools protocol, e.g. `Emulation.setEmulatedMedia`.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", body).await
    }

    /// Opens an address and waits until the browser calls it loaded.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.expect("the address opens");
    }

    /// The title of the page.
    pub async fn title(&self) -> String {
        self.client.title().await.expect("the page has a title")
    }

    /// The value of a JavaScript expression; a promise is waited for.
    pub async fn eval(&self, expression: &str) -> Value {
        match self.try_eval(expression).await {
            Ok(value) => value,
            Err(problem) => self.fail(&format!("`{expression}`: {problem}")).await,
        }
    }

    async fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let script = format!("return (async () => ({expression}))()");
        let value = self.client.execute(&script, Vec::new()).await;
        value.map_err(|error| error.to_string())
    }

    /// Waits until a JavaScript expression is true; else fails with a picture and the console's text.
    pub async fn wait_for(&self, condition: &str, seconds: u64) {
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut last = String::new();
        while Instant::now() < end {
            // An error may pass too: the page may just be loading.
            match self.try_eval(&format!("Boolean({condition})")).await {
                Ok(Value::Bool(true)) => return,
                Ok(_) => last = "it is not true".to_string(),
                Err(problem) => last = problem,
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.fail(&format!("waited {seconds} s for `{condition}`: {last}")).await
    }

    /// Waits until something in the page matches a CSS selector.
    pub async fn wait_for_css(&self, selector: &str, seconds: u64) {
        let selector = Value::from(selector);
        self.wait_for(&format!("document.querySelector({selector})"), seconds).await;
    }

    /// Saves a picture of the page and tells where.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join(format!("{name}.png"));
        let picture = self.client.screenshot().await.expect("the browser draws");
        std::fs::write(&path, picture).expect("the picture can be written");
        path
    }

    /// Waits until a download is complete and reads it.
    pub async fn downloaded(&self, name: &str, seconds: u64) -> Vec<u8> {
        let end = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < end {
            // The browser holds the name with an empty file, writes under another one, and renames that at the end.
            let bytes = std::fs::read(self.downloads.join(name)).unwrap_or_default();
            if !bytes.is_empty() {
                return bytes;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.fail(&format!("waited {seconds} s for the download {name}")).await
    }

    /// What the page has written to the console since the browser started, errors included.
    pub async fn console(&self) -> Vec<String> {
        let entries = self.post("se/log", json!({ "type": "browser" })).await;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let lines = entries.iter().map(|entry| format!("{} {}", text(&entry["level"]), text(&entry["message"])));
        let mut console = self.console.lock().expect("no thread has failed");
        console.extend(lines);
        console.clone()
    }

    /// Fails the test, with all that helps to see why.
    async fn fail(&self, message: &str) -> ! {
        let picture = self.screenshot(&format!("failed-{}", self.session)).await;
        let console = self.console().await.join("\n");
        panic!("{message}\npicture: {}\nconsole:\n{console}", picture.display());
    }

    /// A command that WebDriver clients have no word for.
    async fn post(&self, path: &str, body: Value) -> Value {
        let (port, path) = (self.port, format!("/session/{}/{path}", self.session));
        let answer = tokio::task::spawn_blocking(move || request(port, "POST", &path, &body.to_string()));
        let answer = answer.await.expect("the request runs to its end");
        let answer: Value = answer.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        match &answer["value"]["error"] {
            Value::String(error) => panic!("{error}: {}", answer["value"]["message"]),
            _ => answer["value"].clone(),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser only when asked to, and dropping cannot wait for async code.
        let _ = request(self.port, "DELETE", &format!("/session/{}", self.session), "");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A new empty folder, e.g. for a profile that two browsers share one after the other.
pub fn fresh_folder(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{count}"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("what an earlier run has left can go");
    }
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Starts the driver on a port of its own choice and reads which.
fn start_driver() -> (Child, u16) {
    let mut driver = Command::new(crate::given("SCRAPWRIGHT_DRIVER"))
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    let output = driver.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(output).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    std::thread::spawn(move || lines.for_each(drop)); // a full pipe would stop the driver
    (driver, port.expect("the driver says its port"))
}

/// One request to the driver; the body of its answer.
fn request(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        header.clear();
    }
    let mut answer = String::new();
    reader.take(length).read_to_string(&mut answer)?;
    Ok(answer)
}
