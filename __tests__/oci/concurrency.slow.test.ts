import assert from "node:assert/strict";
import { test } from "node:test";

import type { Switches } from "../../local/registry/switches.ts";
import { Patience } from "../../src/net/patience.ts";
import { attach } from "../../src/oci/attach.ts";
import { attTag } from "../../src/oci/manifests.ts";
import type { TagPorts } from "../../src/oci/tag.ts";
import {
  attachWorld,
  bundle,
  chance,
  digestsIn,
  digestsOf,
  distant,
  fastClock,
  idleClock,
  sorted,
} from "./attach-world.ts";

const ROUNDS = Number(process.env["WAYBILL_ROUNDS"] ?? 10);
const AT_A_TIME = 10;
const WRITERS = 8;

interface Mode {
  readonly name: string;
  readonly switches: Partial<Switches>;
  /** refusals in each round, whatever the condition says */
  readonly conflicts?: number;
  /** milliseconds that every third write takes longer */
  readonly late?: number;
  readonly answersFirst?: boolean;
  /** every fourth write is answered 503, whether it was done or not */
  readonly fails?: boolean;
}

const MODES: readonly Mode[] = [
  { name: "that obeys If-Match", switches: {} },
  { name: "that ignores If-Match", switches: { conditions: "ignored" } },
  { name: "without ETags", switches: { etags: false, conditions: "ignored" } },
  { name: "that answers 412 for no reason", switches: {}, conflicts: 5 },
  { name: "that answers 503 now and then", switches: { conditions: "ignored" }, fails: true },
  { name: "that writes late", switches: { conditions: "ignored" }, late: 1000 },
  {
    name: "that answers before it has written",
    switches: { conditions: "ignored" },
    late: 1000,
    answersFirst: true,
  },
];

for (const [seed, mode] of MODES.entries()) {
  test(`eight writers at once leave eight entries, fifty times, in a registry ${mode.name}`, async (t) => {
    const random = chance(seed);
    const clock = idleClock();
    const ports = { clock, random, patience: new Patience(600, clock) };
    const late = (): number => (random() < 1 / 3 ? (mode.late ?? 0) : 0);
    const fails = (): boolean => mode.fails === true && random() < 1 / 4;
    const distance = {
      fails,
      clock,
      latency: () => 50 * random(),
      late,
      answersFirst: mode.answersFirst ?? false,
    };
    const world = await attachWorld(t, { referrers: "absent", ...mode.switches }, distant(distance));
    const round = async (): Promise<void> => {
      const subject = world.newSubject();
      world.registry.switches.conflicts += mode.conflicts ?? 0;
      const results = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) =>
          attach(world.repository, subject, [bundle(`writer ${writer}`)], { layout: "fallback", ...ports }),
        ),
      );
      assert.equal(new Set(digestsOf(...results)).size, WRITERS);
      assert.deepEqual(world.listed(subject), digestsOf(...results));
    };
    for (let done = 0; done < ROUNDS; done += AT_A_TIME) {
      await Promise.all(Array.from({ length: AT_A_TIME }, round));
    }
  });
}

/** Waits are short; what the machine takes for a request is as long as ever, so there is patience for more of them. */
function hurried(): TagPorts {
  const clock = fastClock(10);
  return { clock, random: Math.random, patience: new Patience(1200, clock) };
}

test("eight writers at once, over the network, leave eight entries", async (t) => {
  const world = await attachWorld(t, { referrers: "absent", conditions: "ignored" });
  const results = await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => world.attach([bundle(`writer ${writer}`)], hurried())),
  );
  assert.deepEqual(world.listed(), digestsOf(...results));
});

test("eight writers at once leave eight layers under the .att tag", async (t) => {
  const world = await attachWorld(t, { conditions: "ignored" });
  const results = await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) =>
      world.attach([bundle(`writer ${writer}`)], { layout: "att", ...hurried() }),
    ),
  );
  const layers = digestsIn(world.tagged(attTag(world.subject.digest))?.["layers"]);
  assert.deepEqual(sorted(layers), digestsOf(...results));
});
