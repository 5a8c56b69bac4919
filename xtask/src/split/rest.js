// Loads the app's second module: on a first visit after the first picture, else with the first module.

const REST = new URL("REST_FILE", import.meta.url);

// A worker, a returning person and an address with a place in it need more than the first picture does.
const isEarly = !globalThis.document || navigator.serviceWorker?.controller || location.hash.length > 1;
const early = isEarly ? compileRest().catch(() => null) : null; // what is missing is asked for again when needed

// Compiled while it comes, and beside the first module; browsers keep what they compiled in this way for the next visit.
async function compileRest() {
    const answer = await fetch(REST);
    if (!answer.ok) throw new Error(`${REST.pathname}: ${answer.status}`);
    const isNamed = answer.headers.get("content-type")?.startsWith("application/wasm");
    return isNamed ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

// The app shows its form and lists when this is over.
globalThis.restPending = !early;

function restIsThere(first) {
    first.READY_NAME.value = 1;
    globalThis.restPending = false;
    dispatchEvent(new Event("whole"));
}

const restImports = (first) => ({ ...__wbg_get_imports(), FIRST_NAME: first });

// Called when the first module is there and has not run yet.
async function restBeforeStart({ exports }) {
    const rest = await early;
    if (!rest) return;
    await WebAssembly.instantiate(rest, restImports(exports));
    restIsThere(exports);
}

// After the first picture; where the network fails, again when it is back.
async function restAfterStart() {
    try {
        const rest = await compileRest();
        if (wasm.READY_NAME.value) return;
        await WebAssembly.instantiate(rest, restImports(wasm));
        restIsThere(wasm);
        sayHalf(false);
    } catch (error) {
        console.warn(error);
        sayHalf(true);
        addEventListener("online", restAfterStart, { once: true });
    }
}

function sayHalf(isHalf) {
    const notice = globalThis.document?.getElementById("half");
    if (notice) notice.hidden = !isHalf;
}

// Called where nothing can go on before the second module is there, so this blocks.
function restNow() {
    if (wasm.READY_NAME.value) return;
    const request = new XMLHttpRequest();
    request.open("GET", REST, false);
    request.overrideMimeType("text/plain; charset=x-user-defined"); // a page may not ask for bytes here
    try {
        request.send();
        if (request.status !== 200) throw new Error(request.status);
        const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
        new WebAssembly.Instance(new WebAssembly.Module(bytes), restImports(wasm));
        restIsThere(wasm);
    } catch (error) {
        sayHalf(true);
        throw error;
    }
}

globalThis.restNow = restNow; // for texts that are asked for too early

if (!early) addEventListener("TrunkApplicationStarted", restAfterStart, { once: true });
