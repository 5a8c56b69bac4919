// Tells the build which functions the first picture has used, when the page has come to rest.

globalThis.restPending = true; // and never comes: form and lists are not part of it

// Called where a text is asked for that is to follow: then the first picture would have to wait for it.
globalThis.restNow = () => fetch("report", { method: "POST", body: "text" });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frames = () => Number(document.querySelector("canvas")?.dataset.frames ?? 0);

// The picture stands when some of its frames are drawn and no more come for a while, however slow this machine is.
async function pictureStands() {
    for (let last = 0, still = 0; still < 10; last = frames()) {
        await pause(200);
        still = last > 0 && frames() === last ? still + 1 : 0;
    }
}

addEventListener("TrunkApplicationStarted", async () => {
    await pictureStands();
    const used = Object.entries(wasm).filter(([name, it]) => name.startsWith("USED_PREFIX") && it.value === 1);
    const numbers = used.map(([name]) => name.slice("USED_PREFIX".length));
    fetch("report", { method: "POST", body: numbers.join(" ") });
}, { once: true });
