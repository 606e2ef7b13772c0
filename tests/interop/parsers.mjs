// What parsers of other people find at an address, as JSON: node parsers.mjs PARSER ADDRESS, in a folder with their packages.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [parser, address] = process.argv.slice(2);
const text = await (await fetch(address)).text();

const parsers = {
  async "rss-parser"() {
    const Parser = require("rss-parser");
    const customFields = { item: [["content:encoded", "encoded"]] };
    const { items } = await new Parser({ customFields }).parseString(text);
    return items.map((item) => ({
      id: item.guid ?? item.id,
      title: item.title,
      text: [item.encoded, item.content, item.summary].join(" "),
      at: item.isoDate,
      url: item.link,
      enclosure: item.enclosure?.url,
    }));
  },

  async feedsmith() {
    const { parseFeed } = await load("feedsmith");
    const { feed } = parseFeed(text);
    return (feed.items ?? feed.entries).map((item) => ({
      id: item.guid?.value ?? item.guid ?? item.id,
      title: item.title?.value ?? item.title,
      text: JSON.stringify([item.content, item.description, item.summary, item.content_html]),
      at: item.pubDate ?? item.published ?? item.date_published,
      url: item.link ?? item.url ?? item.links?.find((link) => link.rel === "alternate")?.href,
      enclosure:
        item.enclosures?.[0]?.url ??
        item.attachments?.[0]?.url ??
        item.links?.find((link) => link.rel === "enclosure")?.href,
    }));
  },

  async "ical.js"() {
    const { default: ICAL } = await load("ical.js");
    ICAL.design.strict = true;
    const calendar = new ICAL.Component(ICAL.parse(text));
    return calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      return {
        id: event.uid,
        title: event.summary,
        text: event.description,
        at: event.startDate.toJSDate().toISOString(),
        until: event.endDate.toJSDate().toISOString(),
        sequence: event.sequence,
        status: component.getFirstPropertyValue("status"),
      };
    });
  },
};

process.stdout.write(JSON.stringify(await parsers[parser]()));
