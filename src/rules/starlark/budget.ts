/**
 * How much a rules file may still do and hold. Every evaluation step, copied element and created text is charged here.
 *
 * SECURITY: the charge comes before the work, so that a hostile file can neither hang nor fill memory; both counters only ever fall.
 */
import { MAX_STARLARK_ALLOCATION, MAX_STARLARK_STEPS, MAX_STARLARK_TEXT } from '../../base/index.ts';
import { limitFault } from './fault.ts';

/** Elements that are copied or compared for the price of one step. */
const ELEMENTS_PER_STEP = 8;
/** Characters that a search compares in the time of one element. */
const COMPARED_AT_ONCE = 64;

export class Budget {
  #steps = MAX_STARLARK_STEPS;
  #allocation = MAX_STARLARK_ALLOCATION;

  /** One step of the program. */
  step(): void {
    if (--this.#steps < 0) throw limitFault(`more than ${MAX_STARLARK_STEPS} steps`);
  }

  /** Work that grows with a size: elements looked at, characters searched. */
  work(size: number): void {
    this.#steps -= size / ELEMENTS_PER_STEP;
    if (this.#steps < 0) throw limitFault(`more than ${MAX_STARLARK_STEPS} steps`);
  }

  /** `count` elements of a list, tuple or dict about to be created. */
  elements(count: number): void {
    this.#allocate(count * ELEMENTS_PER_STEP);
    this.work(count);
  }

  /** A text of `length` characters about to be created. */
  text(length: number): void {
    if (length > MAX_STARLARK_TEXT) throw limitFault(`a text of more than ${MAX_STARLARK_TEXT} characters`);
    this.#allocate(length);
    this.work(length / ELEMENTS_PER_STEP);
  }

  /** Each character of a text is looked at, as a text of its own. */
  characters(count: number): void {
    this.work(count * ELEMENTS_PER_STEP);
  }

  /** A search for a text of `needle` characters in one of `haystack`: at worst every start is compared in full. */
  search(haystack: number, needle: number): void {
    this.work(haystack + (haystack * needle) / COMPARED_AT_ONCE);
  }

  #allocate(size: number): void {
    this.#allocation -= size;
    if (this.#allocation < 0) throw limitFault(`more than ${MAX_STARLARK_ALLOCATION} units of memory`);
  }
}
