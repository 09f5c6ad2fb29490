import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Worker } from "../../src/campaign/spread.ts";
import { spread } from "../../src/campaign/spread.ts";

interface Named extends Worker {
  readonly name: string;
}

const hand = (name: string, atOnce = 1): Named => ({ name, atOnce });

describe("work that is shared", () => {
  it("is delivered whole and in order, whoever is done first and whoever joins late", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 9 }), fc.nat(9), async (scheduler, tasks, late) => {
        const delivered: number[] = [];
        const busy = new Map<string, number>();
        let done = 0;
        const perform = async (worker: Named, task: number) => {
          busy.set(worker.name, (busy.get(worker.name) ?? 0) + 1);
          expect(busy.get(worker.name)).toBeLessThanOrEqual(worker.atOnce);
          await scheduler.schedule(Promise.resolve(), `${worker.name} does ${task}`);
          busy.set(worker.name, busy.get(worker.name)! - 1);
          done++;
          return task;
        };
        const first = [hand("own"), hand("other", 2)];
        const all = [...first, hand("late")];
        const hands = () => (done >= late ? all : first);
        const work = spread({ tasks, perform, deliver: (task) => delivered.push(task) }, { hands });
        await scheduler.waitFor(work);
        expect(delivered).toEqual(Array.from({ length: tasks }, (_, i) => i));
      }),
    );
  });

  it("ends with whole tasks from the first on, none left out, when it may stop or one is cut short", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (scheduler, end, cut) => {
        const delivered: number[] = [];
        let asked = 0;
        const perform = async (_: Named, task: number) => {
          await scheduler.schedule(Promise.resolve(), `task ${task}`);
          return cut && task === end ? undefined : task;
        };
        const canStop = async () => ++asked >= end && !cut;
        const team = [hand("own"), hand("other")];
        const work = spread(
          { tasks: 20, perform, deliver: (task) => delivered.push(task), canStop },
          { hands: () => team },
        );
        await scheduler.waitFor(work);
        expect(delivered).toEqual(delivered.map((_, i) => i));
        expect(delivered.length).toBeGreaterThanOrEqual(1);
        expect(delivered.length).toBeLessThanOrEqual(cut ? end : end + 2);
      }),
    );
  });

  it("throws the error of the first task that threw, after all that had begun have ended", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ended: number[] = [];
        const perform = async (_: Named, task: number) => {
          await scheduler.schedule(Promise.resolve(), `task ${task}`);
          ended.push(task);
          if (task === 2 || task === 3) throw new Error(`task ${task} broke`);
          return task;
        };
        const team = [hand("own"), hand("other", 3)];
        const work = spread({ tasks: 4, perform, deliver: () => {} }, { hands: () => team });
        const failed = expect(work).rejects.toThrow(/task [23] broke/);
        await scheduler.waitFor(failed);
        await expect(work).rejects.toThrow("task 2 broke");
        expect(ended).toHaveLength(4);
      }),
    );
  });

  it("knows how far it is", async () => {
    const seen: string[] = [];
    const own = hand("own");
    await spread(
      { tasks: 2, perform: async (_: Named, task) => task, deliver: () => {} },
      {
        hands(workload) {
          seen.push(`${workload.done} done, ${workload.left} left`);
          return [own];
        },
      },
    );
    expect(seen).toEqual(["0 done, 2 left", "1 done, 1 left", "2 done, 0 left"]);
  });
});
