// The score pad on a flaky network: a mark is stored on the device first, then sent, and each says which in words.
// One queue per member and sheet in localStorage; every mark carries an idempotency key, so sending twice is harmless.
// Without this file the Save button of each section does the same.
(function () {
  "use strict";
  var outbox = document.querySelector("[data-outbox]");
  if (!outbox) return;
  var PREFIX = "ocop.scores." + outbox.dataset.member + ".";
  var pad = document.querySelector("[data-scorepad]");
  var words = outbox.querySelector("[data-outbox-words]");
  var sendButton = outbox.querySelector("[data-outbox-send]");
  var exportButton = outbox.querySelector("[data-outbox-export]");
  var problems = outbox.querySelector("[data-outbox-problems]");
  var WAITS = [2, 4, 8, 15, 30];
  var failures = 0;
  var sending = false;
  var timer = 0;
  var note = "";
  var sentHere = false;
  var refusedSheets = {};
  var memory = {};

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  // --- The queue on the device ---------------------------------------------------------------------------------------
  // A private window may refuse localStorage; then the marks wait in memory and leaving the page warns.
  function read(sheet) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + sheet)) || memory[sheet] || null;
    } catch (refused) {
      return memory[sheet] || null;
    }
  }

  function write(sheet, queue) {
    if (!queue.marks.length) queue = null;
    memory[sheet] = queue;
    try {
      if (queue) localStorage.setItem(PREFIX + sheet, JSON.stringify(queue));
      else localStorage.removeItem(PREFIX + sheet);
    } catch (refused) {
      return;
    }
  }

  function sheets() {
    var found = {};
    Object.keys(memory).forEach(function (sheet) { if (memory[sheet]) found[sheet] = true; });
    try {
      for (var i = 0; i < localStorage.length; i += 1) {
        var key = localStorage.key(i);
        if (key.indexOf(PREFIX) === 0) found[key.slice(PREFIX.length)] = true;
      }
    } catch (refused) {
      return Object.keys(found);
    }
    return Object.keys(found);
  }

  function unsent() {
    return sheets().reduce(function (sum, sheet) {
      var queue = read(sheet);
      return sum + (queue ? queue.marks.length : 0);
    }, 0);
  }

  function newKey() {
    var bytes = new Uint8Array(12);
    window.crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }

  // The last choice of a criterion replaces an earlier one that was never sent.
  function enqueue(code, value) {
    var sheet = pad.dataset.sheet;
    var queue = read(sheet) || { url: pad.dataset.url, name: pad.dataset.name, marks: [] };
    queue.marks = queue.marks.filter(function (mark) { return mark.code !== code; });
    queue.marks.push({ key: newKey(), code: code, value: value, at: new Date().toISOString() });
    write(sheet, queue);
  }

  // --- Saying how it stands ------------------------------------------------------------------------------------------
  function tell() {
    var waiting = unsent();
    outbox.classList.toggle("evaluation-outbox--waiting", waiting > 0);
    // On an open sheet it stands from the start, and its buttons come only when a try failed: nothing may move under a
    // finger between two marks.
    var scoring = pad && !pad.hasAttribute("data-shut");
    outbox.classList.toggle("evaluation-outbox--live", scoring || waiting > 0 || sentHere || !problems.hidden);
    words.textContent = waiting
      ? "Còn " + waiting + " điểm đã lưu trên máy, chưa lên máy chủ. " + (note || "Đang gửi…")
      : "Mọi điểm anh/chị chấm đã lên máy chủ.";
    sendButton.hidden = exportButton.hidden = !waiting || !failures;
    sendButton.disabled = sending;
    all("[data-unsent]").forEach(function (place) {
      place.textContent = waiting ? " · " + waiting + " điểm chưa lên máy chủ" : "";
    });
  }

  function tellLine(code, text, modifier) {
    var line = pad && pad.querySelector('[data-line="' + code + '"] [data-line-state]');
    if (!line) return;
    line.className = "evaluation-line__state" + (modifier ? " evaluation-line__state--" + modifier : "");
    line.textContent = text;
  }

  function addProblem(text) {
    var item = document.createElement("li");
    item.textContent = text;
    problems.appendChild(item);
    problems.hidden = false;
  }

  function countUp() {
    if (!pad) return;
    var total = 0;
    var answered = 0;
    all("[data-section]", pad).forEach(function (section) {
      var lines = all("[data-line]", section);
      var here = all("input[type=radio]:checked", section);
      here.forEach(function (radio) { total += Number(radio.value.split(":").pop()); });
      answered += here.length;
      var step = pad.querySelector('[data-step="' + section.dataset.section + '"]');
      step.querySelector("[data-step-count]").textContent = here.length + "/" + lines.length;
      step.classList.toggle("evaluation-steps__link--done", here.length === lines.length);
    });
    pad.querySelector("[data-answered]").textContent = answered;
    if (!pad.hasAttribute("data-shut")) pad.querySelector("[data-total]").textContent = total;
  }

  // --- Sending -------------------------------------------------------------------------------------------------------
  function send() {
    var sheet = sheets().filter(function (each) { return !refusedSheets[each]; })[0];
    window.clearTimeout(timer);
    if (sending || !sheet) return tell();
    var queue = read(sheet);
    if (!queue || !queue.marks.length) return tell();
    sending = true;
    note = "";
    tell();
    var batch = queue.marks.slice(0, 100);
    fetch(queue.url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": outbox.dataset.token },
      body: JSON.stringify({ marks: batch })
    }).then(function (response) {
      var type = response.headers.get("Content-Type") || "";
      if (response.redirected) throw new Error("Phiên làm việc đã hết. Anh/chị đăng nhập lại, điểm vẫn còn trên máy này.");
      if (type.indexOf("application/json") !== 0) {
        // One sheet the server will not take must not hold up the others.
        if (response.status < 500) refusedSheets[sheet] = true;
        throw new Error(response.status < 500
          ? "Máy chủ không nhận. Anh/chị tải lại trang; điểm vẫn còn trên máy này."
          : "Máy chủ đang bận, sẽ tự gửi lại.");
      }
      return response.json();
    }).then(function (answer) {
      failures = 0;
      sending = false;
      settle(sheet, batch, answer);
      if (unsent()) send(); else tell();
    }).catch(function (failed) {
      sending = false;
      note = failed instanceof TypeError ? "Mất mạng, sẽ tự gửi lại khi có mạng." : failed.message;
      timer = window.setTimeout(send, WAITS[Math.min(failures, WAITS.length - 1)] * 1000);
      failures += 1;
      tellWaiting();
      tell();
    });
  }

  function tellWaiting() {
    var queue = pad && read(pad.dataset.sheet);
    if (queue) queue.marks.forEach(function (mark) {
      tellLine(mark.code, "Đã lưu trên máy, chưa lên máy chủ", "device");
    });
  }

  // Whatever the server has answered for leaves the queue; what was chosen meanwhile stays.
  function settle(sheet, batch, answer) {
    var here = pad && pad.dataset.sheet === sheet;
    var done = {};
    (answer.saved || []).forEach(function (key) { done[key] = ["✓ Đã lên máy chủ " + answer.at, ""]; });
    Object.keys(answer.late || {}).forEach(function (key) { done[key] = [answer.late[key], "refused"]; });
    Object.keys(answer.refused || {}).forEach(function (key) { done[key] = [answer.refused[key], "refused"]; });
    var queue = read(sheet);
    var waiting = {};
    queue.marks = queue.marks.filter(function (mark) { return !done[mark.key]; });
    queue.marks.forEach(function (mark) { waiting[mark.code] = true; });
    write(sheet, queue);
    sentHere = true;
    batch.forEach(function (mark) {
      var fate = done[mark.key];
      if (!fate) return;
      if (here && !waiting[mark.code]) tellLine(mark.code, fate[0], fate[1]);
      if (fate[1]) addProblem(queue.name + ", " + mark.code + ": " + fate[0]);
    });
    if (!Object.keys(done).length) throw new Error(answer.words || "Máy chủ không nhận. Anh/chị tải lại trang.");
  }

  function exportQueue() {
    var content = { member: outbox.dataset.member, exported_at: new Date().toISOString(), sheets: {} };
    sheets().forEach(function (sheet) { content.sheets[sheet] = read(sheet); });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
    link.download = "diem-chua-gui.json";
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  // --- The pad: one section at a time --------------------------------------------------------------------------------
  function show(slug, focus) {
    all("[data-section]", pad).forEach(function (section) {
      var on = section.dataset.section === slug;
      section.classList.toggle("evaluation-section--current", on);
      if (on && focus) {
        section.querySelector("h2").focus({ preventScroll: true });
        section.scrollIntoView();
      }
    });
    all("[data-step]", pad).forEach(function (step) {
      var on = step.dataset.step === slug;
      step.classList.toggle("evaluation-steps__link--current", on);
      if (on) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
    });
    history.replaceState(null, "", "?muc=" + slug);
  }

  function neighbour(section, by) {
    var list = all("[data-section]", pad);
    return list[list.indexOf(section) + by];
  }

  function startPad() {
    var queue = read(pad.dataset.sheet);
    if (queue) queue.marks.forEach(function (mark) {
      var radio = pad.querySelector('input[name="' + mark.code + '"][value="' + mark.value + '"]');
      if (radio) radio.checked = true;
    });
    tellWaiting();
    all("[data-section]", pad).forEach(function (section) {
      var next = neighbour(section, 1);
      var back = neighbour(section, -1);
      var button = section.querySelector("[data-next]");
      if (button && next) button.textContent = "Sang mục " + pad.querySelector('[data-step="' + next.dataset.section + '"] strong').textContent;
      if (button && !next) button.textContent = "Xem lại và nộp phiếu";
      section.querySelector("[data-back]").hidden = !back;
      section.querySelector("[data-back]").addEventListener("click", function () { show(back.dataset.section, true); });
      section.querySelector("form").addEventListener("submit", function (event) {
        event.preventDefault();
        if (next) show(next.dataset.section, true);
        else leave(pad.querySelector("[data-seal]"));
      });
    });
    pad.addEventListener("change", function (event) {
      if (event.target.type !== "radio") return;
      enqueue(event.target.name, event.target.value);
      tellLine(event.target.name, "Đã lưu trên máy, đang gửi lên máy chủ…", "device");
      countUp();
      send();
    });
    all("[data-step]", pad).forEach(function (step) {
      step.addEventListener("click", function (event) {
        event.preventDefault();
        show(step.dataset.step, true);
      });
    });
    var seal = pad.querySelector("[data-seal]");
    if (seal) seal.addEventListener("click", function (event) {
      event.preventDefault();
      leave(seal);
    });
    countUp();
  }

  // Handing in waits until every mark is on the server: the server adds up what it has.
  function leave(link) {
    if (!link) return;
    if (!unsent()) {
      window.location.assign(link.href);
      return;
    }
    send();
    note = "Anh/chị đợi gửi xong rồi nộp phiếu.";
    tell();
    outbox.scrollIntoView();
  }

  function guardSeal() {
    var form = document.querySelector("[data-seal-form]");
    if (form) form.addEventListener("submit", function (event) {
      if (!unsent()) return;
      event.preventDefault();
      event.stopPropagation();
      send();
      note = "Anh/chị đợi gửi xong rồi nộp phiếu.";
      tell();
      outbox.scrollIntoView();
    });
  }

  function guardLeaving() {
    window.addEventListener("beforeunload", function (event) {
      if (unsent()) event.preventDefault();
    });
    all(".ocop-account form").forEach(function (form) {
      form.addEventListener("submit", function (event) {
        var waiting = unsent();
        if (waiting && !window.confirm("Còn " + waiting + " điểm chưa lên máy chủ. Điểm vẫn nằm trên máy này và chỉ gửi được khi anh/chị đăng nhập lại. Vẫn đăng xuất?")) {
          event.preventDefault();
        }
      });
    });
  }

  sendButton.addEventListener("click", function () {
    refusedSheets = {};
    send();
  });
  exportButton.addEventListener("click", exportQueue);
  window.addEventListener("online", send);
  if (pad) startPad();
  guardSeal();
  guardLeaving();
  tell();
  send();
})();
