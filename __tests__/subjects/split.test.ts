import assert from "node:assert/strict";
import { test } from "node:test";

import { MAX_SUBJECTS, type Subject, type Subjects } from "../../src/intoto/statement.ts";
import { splitSubjects } from "../../src/subjects/split.ts";

function subjects(count: number): Subjects {
  const name = (index: number): Subject => ({ name: `file-${index}`, digest: {} });
  return [name(0), ...Array.from({ length: count - 1 }, (_, index) => name(index + 1))];
}

test("groups are full but the last, in the order given", () => {
  for (const [count, sizes] of [
    [1, [1]],
    [MAX_SUBJECTS, [1024]],
    [MAX_SUBJECTS + 1, [1024, 1]],
    [3000, [1024, 1024, 952]],
  ] as const) {
    const given = subjects(count);
    const groups = splitSubjects(given);
    assert.deepEqual(
      groups.map((group) => group.length),
      sizes,
    );
    assert.deepEqual(groups.flat(), given);
    assert.deepEqual(splitSubjects(given), groups);
  }
});

test("one subject to a group, as `bundle-per: subject` has it", () => {
  assert.deepEqual(
    splitSubjects(subjects(3), 1).map((group) => group.map(({ name }) => name)),
    [["file-0"], ["file-1"], ["file-2"]],
  );
});
