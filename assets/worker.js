// Runs long searches beside the page, with the page's own compiled module (no second download).
//
// In:  {js, module, call, input}   js: address of the app's JavaScript; module: its WebAssembly.Module;
//                                  call: the search, "adapt" unless given; input: its JSON text
// Out: JSON texts, one a step, the last with "done": true; or {"error": "…"}, after which nothing follows.
// In, while it runs: {paused: true or false}
// The module exports <call>_begin(input) and <call>_step(). To stop a search, terminate the worker.

let panic = ""; // a panic only traps; its words go to the console just before
const log = console.error;
console.error = (...words) => {
  panic = words.join(" ");
  log(...words);
};

// Lets messages and timers in between two steps; setTimeout would wait for some milliseconds.
const turn = new MessageChannel();
const nextTurn = () => new Promise((resolve) => {
  turn.port1.onmessage = resolve;
  turn.port2.postMessage(null);
});

let paused = false;
let goOn = () => {};

addEventListener("message", async ({ data: { js, module, call = "adapt", input, paused: wanted } }) => {
  if (wanted !== undefined) {
    paused = wanted;
    goOn();
    return;
  }
  try {
    const app = await import(js);
    await app.default({ module_or_path: module });
    app[`${call}_begin`](input);
    for (;;) {
      const out = app[`${call}_step`]();
      postMessage(out);
      // Parsing a long answer would take longer than sending it; within a text the quotes would be escaped.
      if (out.includes('"done":true')) return;
      await nextTurn();
      while (paused) await new Promise((resolve) => { goOn = resolve; });
    }
  } catch (error) {
    postMessage(JSON.stringify({ error: panic || String(error?.message ?? error) }));
  }
});
