//! The browser's database: one store of texts and bytes by key; several are read and written in one transaction.

use std::cell::RefCell;
use std::rc::Rc;

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};

use crate::app::text::{t, t_with};

const DATABASE: &str = "scrapwright";
const STORE: &str = "kept";
/// Where content goes that could not be read, numbered from 1.
const BROKEN: &str = "project-broken-";

/// What a key holds.
#[derive(Clone)]
pub(super) enum Value {
    Text(String),
    Bytes(Vec<u8>),
    /// Nothing: its record is deleted.
    Gone,
}

/// A key with what it is to hold.
pub(super) type Record = (String, Value);

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

/// The browser's reason, in a maker's words where we know it.
pub(super) fn words(error: &idb::Error) -> String {
    let text = format!("{error:?}");
    if text.contains("Quota") { t("kept.why.full").to_owned() } else { t_with("kept.why.other", &[("why", &text)]) }
}

async fn database() -> Result<Rc<Database>, idb::Error> {
    if let Some(open) = OPEN.with(|o| o.borrow().clone()) {
        return Ok(open);
    }
    let store = ObjectStoreBuilder::new(STORE);
    let open = Rc::new(DatabaseBuilder::new(DATABASE).version(1).add_object_store(store).build().await?);
    OPEN.with(|o| *o.borrow_mut() = Some(open.clone()));
    Ok(open)
}

/// A key, and how its record begins as long as it is the one known: then no more than that is read.
pub(super) type Ask<'a> = (&'a str, &'a str);

/// What a key holds, a text in UTF-8.
pub(super) async fn read(key: &str) -> Result<Option<Vec<u8>>, idb::Error> {
    let transaction = database().await?.transaction(&[STORE], TransactionMode::ReadOnly)?;
    Ok(all(&transaction, &[(key, "")]).await?.pop().flatten())
}

async fn all(transaction: &idb::Transaction, keys: &[Ask<'_>]) -> Result<Vec<Option<Vec<u8>>>, idb::Error> {
    let store = transaction.object_store(STORE)?;
    let asked: Vec<_> = keys.iter().map(|(key, _)| store.get(JsValue::from_str(key))).collect::<Result<_, _>>()?;
    let mut out = Vec::new();
    for (request, (_, known)) in asked.into_iter().zip(keys) {
        out.push(request.await?.map(|value| bytes(&value, known)));
    }
    Ok(out)
}

/// A record, or only its start where that is known.
fn bytes(value: &JsValue, known: &str) -> Vec<u8> {
    if let Some(text) = value.dyn_ref::<js_sys::JsString>() {
        let is_known = !known.is_empty() && text.starts_with(known, 0);
        return if is_known { known.to_owned() } else { String::from(text) }.into_bytes();
    }
    let Some(bytes) = value.dyn_ref::<js_sys::Uint8Array>() else { return format!("{value:?}").into_bytes() };
    let start = bytes.subarray(0, known.len() as u32).to_vec();
    if !known.is_empty() && start == known.as_bytes() { start } else { bytes.to_vec() }
}

/// Writes these records, all or none.
pub(super) async fn write(records: &[Record]) -> Result<(), idb::Error> {
    let transaction = database().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    put(&transaction, records)?;
    // Committed before anything is awaited, so that it also holds when the page is being left.
    transaction.commit()?.await?;
    Ok(())
}

fn put(transaction: &idb::Transaction, records: &[Record]) -> Result<(), idb::Error> {
    let store = transaction.object_store(STORE)?;
    for (key, value) in records {
        let key = JsValue::from_str(key);
        match value {
            Value::Text(text) => drop(store.put(&JsValue::from_str(text), Some(&key))?),
            Value::Bytes(bytes) => drop(store.put(&js_sys::Uint8Array::from(&bytes[..]), Some(&key))?),
            Value::Gone => drop(store.delete(key)?),
        }
    }
    Ok(())
}

/// Reads these keys and writes what `decide` makes of what they hold; no other tab writes in between.
pub(super) async fn exchange(
    keys: &[Ask<'_>],
    decide: &mut dyn FnMut(Vec<Option<Vec<u8>>>) -> Vec<Record>,
) -> Result<(), idb::Error> {
    match exchange_once(keys, decide).await {
        Ok(()) => Ok(()),
        Err(_) => {
            // The browser may have closed the database behind our back: open it anew, once.
            OPEN.with(|o| *o.borrow_mut() = None);
            exchange_once(keys, decide).await
        }
    }
}

async fn exchange_once(
    keys: &[Ask<'_>],
    decide: &mut dyn FnMut(Vec<Option<Vec<u8>>>) -> Vec<Record>,
) -> Result<(), idb::Error> {
    let transaction = database().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let records = decide(all(&transaction, keys).await?);
    put(&transaction, &records)?;
    transaction.commit()?.await?;
    Ok(())
}

/// Moves what could not be read to a key of its own, and says which.
pub(super) async fn set_aside(raw: &[u8], key: Option<&str>) -> Result<String, idb::Error> {
    let transaction = database().await?.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let taken: Vec<String> = store.get_all_keys(None, None)?.await?.iter().filter_map(JsValue::as_string).collect();
    let free = (1..).map(|n: u32| format!("{BROKEN}{n}")).find(|key| !taken.contains(key)).unwrap_or_default();
    let value = match std::str::from_utf8(raw) {
        Ok(text) => JsValue::from_str(text),
        Err(_) => js_sys::Uint8Array::from(raw).into(),
    };
    store.put(&value, Some(&JsValue::from_str(&free)))?;
    if let Some(key) = key {
        store.delete(JsValue::from_str(key))?;
    }
    transaction.commit()?.await?;
    Ok(free)
}
