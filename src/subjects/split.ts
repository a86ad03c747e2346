import { MAX_SUBJECTS, type Subject, type Subjects } from "../intoto/statement.ts";

/**
 * The subjects in groups that fit one statement each, in their order: all groups are full but the last. Equal subjects
 * give equal groups, so that a run that is repeated finds its statements again.
 */
export function splitSubjects(
  subjects: Subjects,
  max: number = MAX_SUBJECTS,
): readonly [Subjects, ...Subjects[]] {
  const [first, ...rest] = subjects;
  let group: [Subject, ...Subject[]] = [first];
  const groups: [Subjects, ...Subjects[]] = [group];
  for (const subject of rest) {
    if (group.length < max) group.push(subject);
    else groups.push((group = [subject]));
  }
  return groups;
}
