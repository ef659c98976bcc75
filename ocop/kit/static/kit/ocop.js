// Small helps for browsers that run scripts. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }

  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }

  function size(bytes) {
    return bytes < 1048576
      ? Math.max(1, Math.round(bytes / 1024)) + " KB"
      : (bytes / 1048576).toFixed(1).replace(".", ",") + " MB";
  }

  // After a refused form, the keyboard and the screen reader start at the list of errors.
  function focusErrors(within) {
    var summary = (within || document).querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  // A file box says what was chosen, and refuses too big a file before it travels.
  function showChosen(box) {
    var input = box.querySelector("input[type=file]");
    var state = box.querySelector("[data-upload-state]");
    var most = Number(box.dataset.maxBytes) || Infinity;
    input.addEventListener("change", function () {
      var files = Array.prototype.slice.call(input.files);
      var big = files.filter(function (file) { return file.size > most; });
      state.classList.toggle("ocop-file__state--failed", big.length > 0);
      input.setCustomValidity(big.length ? "Tệp quá lớn" : "");
      state.textContent = big.length
        ? "Tệp " + big[0].name + " nặng " + size(big[0].size) + ", quá " + size(most) + ". Hãy chọn tệp nhỏ hơn."
        : files.map(function (file) { return "Đã chọn " + file.name + " (" + size(file.size) + ")."; }).join(" ");
    });
  }

  // One press, one submit; the button wakes up again if the page stays.
  function onSubmit(event) {
    var form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (!form.querySelector("[data-once]")) return;
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 8000);
    each("[data-upload]", function (box) {
      if (box.querySelector("input[type=file]").files.length) {
        box.querySelector("[data-upload-state]").textContent = "Đang tải lên, xin đợi…";
      }
    }, form);
  }

  // "Đang lưu…", "Đã lưu 14:05" or what to do when the net is gone, for forms that save by themselves.
  function tell(words, modifier) {
    each("[data-saved]", function (place) {
      place.className = "ocop-saved" + (modifier ? " ocop-saved--" + modifier : "");
      place.textContent = words;
    });
  }

  function saves(event) {
    return event.target.closest && event.target.closest("[data-autosave]");
  }

  function watchSaving() {
    document.addEventListener("htmx:beforeRequest", function (event) {
      if (saves(event)) tell("Đang lưu…", "busy");
    });
    document.addEventListener("htmx:afterRequest", function (event) {
      if (!saves(event)) return;
      if (event.detail.successful) tell("Đã lưu " + clock(), "");
      else tell("Chưa lưu được. Kiểm tra mạng, rồi bấm nút lưu ở cuối trang.", "failed");
    });
    document.addEventListener("htmx:afterSwap", function (event) { start(event.target); });
  }

  // Leaving with typed but unsent words asks first.
  function guard(form) {
    var changed = false;
    form.addEventListener("input", function () { changed = true; });
    form.addEventListener("submit", function () { changed = false; });
    window.addEventListener("beforeunload", function (event) { if (changed) event.preventDefault(); });
  }

  function start(within) {
    each("[data-upload]", showChosen, within);
    each("form[data-guard]", guard, within);
    each("[data-print]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    }, within);
    focusErrors(within);
  }

  // An open menu closes with Escape or a press elsewhere.
  function closeMenus(event) {
    each("details[data-menu][open]", function (menu) {
      if (event.key === "Escape") {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else if (!event.key && !menu.contains(event.target)) menu.open = false;
    });
  }

  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  window.addEventListener("pageshow", function () {
    each("form[data-sent]", function (form) { delete form.dataset.sent; });
  });
  watchSaving();
  start(document);
})();
