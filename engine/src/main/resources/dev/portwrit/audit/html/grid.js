// A table of which only what can be seen is in the page. It is one stop of the Tab key; arrows, Home,
// End, Page Up and Page Down move in it, and each of its cells is a link.

const BEYOND = 3; // rows and columns that are drawn beyond those that can be seen

class Grid {
  /** Of `head(row)`, `column(column)` and `cell(row, column)` each gives a link. */
  constructor(label, corner, links) {
    this.links = links;
    this.rows = 0;
    this.columns = 0;
    this.active = { row: 0, column: 0 };
    this.colgroup = make("colgroup");
    this.header = make("thead");
    this.body = make("tbody");
    this.corner = corner;
    this.table = make("table", { role: "grid", "aria-label": label }, this.colgroup, this.header, this.body);
    this.scroller = make("div", { class: "grid", tabindex: "-1" }, this.table);
    this.scrolled = { left: 0, top: 0 };
    this.scroller.addEventListener("scroll", () => {
      this.scrolled = { left: this.scroller.scrollLeft, top: this.scroller.scrollTop };
      this.soon();
    });
    this.scroller.addEventListener("keydown", (event) => this.key(event));
    this.scroller.addEventListener("focusin", (event) => this.took(event.target));
    new ResizeObserver(() => this.soon()).observe(this.scroller);
  }

  /** Shows another number of rows and columns, or others. */
  show(rows, columns) {
    this.rows = rows;
    this.columns = columns;
    this.active = { row: Math.min(0, rows - 1), column: Math.min(0, columns - 1) };
    this.table.setAttribute("aria-rowcount", rows + 1);
    this.table.setAttribute("aria-colcount", columns + 1);
    this.scrolled = { left: 0, top: 0 };
    this.again();
  }

  /** Shows it where it was, after it was away from the page. */
  again() {
    this.draw(true);
    this.scroller.scrollTo(this.scrolled);
    this.draw(false);
  }

  soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw(false);
    });
  }

  measure() {
    const style = getComputedStyle(this.scroller);
    const pixels = (name) => parseFloat(style.getPropertyValue(name));
    this.size = {
      row: pixels("--row"),
      column: pixels("--column"),
      head: pixels("--head"),
      top: pixels("--top"),
    };
  }

  /** The rows and columns that are to be drawn. */
  window() {
    const { row, column, head, top } = this.size;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.scroller;
    const firstRow = Math.max(0, Math.floor(scrollTop / row) - BEYOND);
    const firstColumn = Math.max(0, Math.floor(scrollLeft / column) - BEYOND);
    const lastRow = Math.ceil((scrollTop + clientHeight - top) / row) + BEYOND;
    const lastColumn = Math.ceil((scrollLeft + clientWidth - head) / column) + BEYOND;
    return {
      firstRow,
      firstColumn,
      endRow: Math.min(this.rows, Math.max(firstRow, lastRow)),
      endColumn: Math.min(this.columns, Math.max(firstColumn, lastColumn)),
    };
  }

  draw(anew) {
    this.measure();
    const drawn = this.window();
    const key = Object.values(drawn).concat(Object.values(this.size)).join();
    if (!anew && key === this.drawn) return;
    this.drawn = key;
    const hadFocus = this.scroller.contains(document.activeElement);
    this.drawColumns(drawn);
    this.drawRows(drawn);
    this.keepOneStop(drawn, hadFocus);
  }

  drawColumns({ firstColumn, endColumn }) {
    const { row, column, head } = this.size;
    const width = (pixels) => {
      const col = make("col");
      col.style.width = pixels + "px";
      return col;
    };
    const shown = endColumn - firstColumn;
    this.colgroup.replaceChildren(
      width(head),
      width(firstColumn * column),
      ...Array.from({ length: shown }, () => width(column)),
      width((this.columns - endColumn) * column),
    );
    this.table.style.width = head + this.columns * column + "px";
    const cells = [make("th", { scope: "col", "aria-colindex": 1 }, this.corner), beyond("td")];
    for (let i = firstColumn; i < endColumn; i++) {
      cells.push(make("th", { scope: "col", "aria-colindex": i + 2 }, this.place(this.links.column(i), -1, i)));
    }
    this.header.replaceChildren(make("tr", { "aria-rowindex": 1 }, ...cells, beyond("td")));
  }

  drawRows({ firstRow, endRow, firstColumn, endColumn }) {
    const lines = [space(firstRow * this.size.row)];
    for (let row = firstRow; row < endRow; row++) {
      const line = make(
        "tr",
        { "aria-rowindex": row + 2 },
        make("th", { scope: "row", "aria-colindex": 1 }, this.place(this.links.head(row), row, -1)),
        beyond("td"),
      );
      for (let column = firstColumn; column < endColumn; column++) {
        line.append(
          make("td", { "aria-colindex": column + 2 }, this.place(this.links.cell(row, column), row, column)),
        );
      }
      line.append(beyond("td"));
      lines.push(line);
    }
    lines.push(space((this.rows - endRow) * this.size.row));
    this.body.replaceChildren(...lines);
  }

  place(link, row, column) {
    link.tabIndex = -1;
    link.place = { row, column };
    return link;
  }

  linkAt({ row, column }) {
    return [...this.table.getElementsByTagName("a")].find((one) => one.place.row === row && one.place.column === column);
  }

  // What has the focus may have been scrolled away: then the table itself keeps it, and the next
  // arrow leads back. Without the focus the Tab key leads to what can be seen.
  keepOneStop({ firstRow, firstColumn }, hadFocus) {
    const link = this.linkAt(this.active);
    if (link) {
      link.tabIndex = 0;
      if (hadFocus) link.focus({ preventScroll: true });
    } else if (hadFocus) {
      this.scroller.focus({ preventScroll: true });
    } else {
      this.active = {
        row: Math.min(firstRow + (firstRow > 0 ? BEYOND : 0), this.rows - 1),
        column: Math.min(firstColumn + (firstColumn > 0 ? BEYOND : 0), this.columns - 1),
      };
      const first = this.linkAt(this.active);
      if (first) first.tabIndex = 0;
    }
  }

  took(target) {
    if (!target.place) return;
    const before = this.linkAt(this.active);
    if (before) before.tabIndex = -1;
    this.active = target.place;
    target.tabIndex = 0;
  }

  key(event) {
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.size.top) / this.size.row) - 1);
    const all = event.ctrlKey || event.metaKey;
    const steps = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-page, 0],
      PageDown: [page, 0],
      Home: [all ? -Infinity : 0, -Infinity],
      End: [all ? Infinity : 0, Infinity],
    };
    const step = steps[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    const within = (at, by, count) => Math.max(-1, Math.min(count - 1, at + by));
    if (this.rows === 0 || this.columns === 0) return;
    let row = within(this.active.row, step[0], this.rows);
    let column = within(this.active.column, step[1], this.columns);
    if (row === -1 && column === -1) {
      // The corner is no cell.
      if (row !== this.active.row) row = 0;
      else column = 0;
    }
    this.go({ row, column });
  }

  go(to) {
    this.active = to;
    const { row, column, head, top } = this.size;
    const { scroller } = this;
    if (to.row >= 0) {
      scroller.scrollTop = near(scroller.scrollTop, to.row * row, row, scroller.clientHeight - top);
    }
    if (to.column >= 0) {
      scroller.scrollLeft = near(scroller.scrollLeft, to.column * column, column, scroller.clientWidth - head);
    }
    this.draw(false);
    this.linkAt(to)?.focus({ preventScroll: true });
  }
}

/** Where to scroll to so that something can be seen, moving as little as possible. */
const near = (now, begin, size, seen) => Math.max(Math.min(now, begin), begin + size - seen);

const beyond = (name) => make(name, { "aria-hidden": "true", class: "beyond" });

function space(height) {
  const row = make("tr", { "aria-hidden": "true" }, beyond("td"));
  row.firstChild.style.height = height + "px";
  return row;
}
