import { o as __toESM, t as __commonJSMin } from "./rolldown.js";
import { a as isRecord, c as text, d as kindOf$1, f as FULL_BUILD_TYPE, g as errorDocs, h as V02_BUILD_TYPE, i as at, l as WaybillError, m as PROJECT_URL, n as callableUrl, o as list, p as GITHUB_BUILD_TYPE, r as takesToken, s as sameJson, t as baseUrl, u as asWaybillError } from "./project.js";
import { a as jsonAnswer, c as redact, i as http, n as DEFAULT_TIMEOUT, o as readCapped, r as FinalAnswer, s as retryAfter, t as CallFailed } from "./redact.js";
import { a as RequestError, i as Octokit$1, r as paginateRest, t as legacyRestEndpointMethods } from "./octokit-request-error.js";
import { C as sameDigests, D as SLSA_V02, E as PAYLOAD_TYPE, O as SLSA_V1, S as primaryDigest, T as MAX_SUBJECTS, _ as HEX_LENGTHS, a as readTrustedRoot, b as hexDigest, c as splitBundles, d as require_dist$1, f as GITHUB_ISSUER, g as require_dist, i as readSigningConfig, k as encodeStatement, l as bundleJson, m as readCertificate, n as parseTrustedRoot, o as verifyBundle, p as assertIdentity, r as publicTrust, s as MAX_BUNDLE_BYTES, t as parseSigningConfig, u as require_dist$2, v as algorithmOfLength, w as VERSION$4, x as isAlgorithm, y as digestEntries } from "./statement.js";
import { A as JWTClaimValidationFailed, T as JOSEError, n as createLocalJWKSet, r as jwtVerify, t as decodeJwt } from "./jose.js";
import { lstat, mkdir, mkdtemp, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { basename, dirname, isAbsolute, join, parse, posix, relative, resolve, sep, win32 } from "node:path";
import { promisify } from "node:util";
import { X509Certificate, createHash, generateKeyPairSync, hash, randomBytes, randomUUID, sign } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, read, readSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

// src/net/patience.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (ms) => new Promise((resolve) => {
		setTimeout(resolve, ms);
	})
};
/**
* The step's budget for retrying (`max-wait`), shared by all its calls. It counts the time during which at least one
* call is being retried, so that calls in parallel do not spend it twice and hashing spends none of it.
*/
var Patience = class {
	#clock;
	#maxMs;
	#spent = 0;
	#retrying = 0;
	#since = 0;
	constructor(maxSeconds, clock = systemClock) {
		this.#clock = clock;
		this.#maxMs = maxSeconds * 1e3;
	}
	get clock() {
		return this.#clock;
	}
	get maxSeconds() {
		return this.#maxMs / 1e3;
	}
	/** milliseconds left */
	remaining() {
		const running = this.#retrying > 0 ? this.#clock.now() - this.#since : 0;
		return Math.max(0, this.#maxMs - this.#spent - running);
	}
	/**
	* A single call waits no longer than this, so that a hanging service cannot outlast what the user allowed: all of
	* `max-wait` while all goes well, what is left of it while calls are being retried, and a second at the least.
	*/
	timeout(defaultMs) {
		if (this.#maxMs === 0) return defaultMs;
		const allowed = this.#retrying > 0 ? this.remaining() : this.#maxMs;
		return Math.min(defaultMs, Math.max(1e3, allowed));
	}
	/** Counts the time until the returned function is called. */
	startRetrying() {
		if (this.#retrying === 0) this.#since = this.#clock.now();
		this.#retrying += 1;
		let ended = false;
		return () => {
			if (ended) return;
			ended = true;
			this.#retrying -= 1;
			if (this.#retrying === 0) this.#spent += this.#clock.now() - this.#since;
		};
	}
	/**
	* How long to wait before attempt number `attempt` (1 for the first retry): exponential from half a second to half
	* a minute, with jitter, or what the service asked for. Undefined when the budget does not allow it.
	*/
	delay(attempt, retryAfterMs, random = Math.random) {
		const remaining = this.remaining();
		if (remaining <= 0) return void 0;
		if (retryAfterMs !== void 0) return retryAfterMs <= remaining ? Math.min(remaining, Math.max(250, retryAfterMs)) : void 0;
		const full = Math.min(3e4, 500 * 2 ** (attempt - 1));
		return Math.min(remaining, full / 2 + random() * full / 2);
	}
};

// src/net/persist.ts
/**
* Does `work` until it succeeds, as often as the budget allows.
* @param passes whether another try may end differently; any other error is thrown at once
* @throws what the last try threw
*/
async function persist(patience, work, passes) {
	let stopCounting;
	try {
		for (let attempt = 1;; attempt++) try {
			return await work();
		} catch (error) {
			if (!passes(error)) throw error;
			stopCounting ??= patience.startRetrying();
			const wait = patience.delay(attempt, void 0);
			if (wait === void 0) throw error;
			await patience.clock.sleep(wait);
		}
	} finally {
		stopCounting?.();
	}
}

// node_modules/bottleneck/light.js
var require_light = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	/**
	* This file contains the Bottleneck library (MIT), compiled to ES2017, and without Clustering support.
	* https://github.com/SGrondin/bottleneck
	*/
	(function(global, factory) {
		typeof exports === "object" && typeof module !== "undefined" ? module.exports = factory() : typeof define === "function" && define.amd ? define(factory) : global.Bottleneck = factory();
	})(this$1, (function() {
		"use strict";
		var commonjsGlobal = typeof globalThis !== "undefined" ? globalThis : typeof window !== "undefined" ? window : typeof global !== "undefined" ? global : typeof self !== "undefined" ? self : {};
		function getCjsExportFromNamespace(n) {
			return n && n["default"] || n;
		}
		var load = function(received, defaults, onto = {}) {
			var k, ref, v;
			for (k in defaults) {
				v = defaults[k];
				onto[k] = (ref = received[k]) != null ? ref : v;
			}
			return onto;
		};
		var overwrite = function(received, defaults, onto = {}) {
			var k, v;
			for (k in received) {
				v = received[k];
				if (defaults[k] !== void 0) onto[k] = v;
			}
			return onto;
		};
		var parser = {
			load,
			overwrite
		};
		var DLList_1 = class DLList {
			constructor(incr, decr) {
				this.incr = incr;
				this.decr = decr;
				this._first = null;
				this._last = null;
				this.length = 0;
			}
			push(value) {
				var node;
				this.length++;
				if (typeof this.incr === "function") this.incr();
				node = {
					value,
					prev: this._last,
					next: null
				};
				if (this._last != null) {
					this._last.next = node;
					this._last = node;
				} else this._first = this._last = node;
			}
			shift() {
				var value;
				if (this._first == null) return;
				else {
					this.length--;
					if (typeof this.decr === "function") this.decr();
				}
				value = this._first.value;
				if ((this._first = this._first.next) != null) this._first.prev = null;
				else this._last = null;
				return value;
			}
			first() {
				if (this._first != null) return this._first.value;
			}
			getArray() {
				var node = this._first, ref, results = [];
				while (node != null) results.push((ref = node, node = node.next, ref.value));
				return results;
			}
			forEachShift(cb) {
				var node = this.shift();
				while (node != null) cb(node), node = this.shift();
			}
			debug() {
				var node = this._first, ref, ref1, ref2, results = [];
				while (node != null) results.push((ref = node, node = node.next, {
					value: ref.value,
					prev: (ref1 = ref.prev) != null ? ref1.value : void 0,
					next: (ref2 = ref.next) != null ? ref2.value : void 0
				}));
				return results;
			}
		};
		var Events_1 = class Events {
			constructor(instance) {
				this.instance = instance;
				this._events = {};
				if (this.instance.on != null || this.instance.once != null || this.instance.removeAllListeners != null) throw new Error("An Emitter already exists for this object");
				this.instance.on = (name, cb) => {
					return this._addListener(name, "many", cb);
				};
				this.instance.once = (name, cb) => {
					return this._addListener(name, "once", cb);
				};
				this.instance.removeAllListeners = (name = null) => {
					if (name != null) return delete this._events[name];
					else return this._events = {};
				};
			}
			_addListener(name, status, cb) {
				var base;
				if ((base = this._events)[name] == null) base[name] = [];
				this._events[name].push({
					cb,
					status
				});
				return this.instance;
			}
			listenerCount(name) {
				if (this._events[name] != null) return this._events[name].length;
				else return 0;
			}
			async trigger(name, ...args) {
				var e, promises;
				try {
					if (name !== "debug") this.trigger("debug", `Event triggered: ${name}`, args);
					if (this._events[name] == null) return;
					this._events[name] = this._events[name].filter(function(listener) {
						return listener.status !== "none";
					});
					promises = this._events[name].map(async (listener) => {
						var e, returned;
						if (listener.status === "none") return;
						if (listener.status === "once") listener.status = "none";
						try {
							returned = typeof listener.cb === "function" ? listener.cb(...args) : void 0;
							if (typeof (returned != null ? returned.then : void 0) === "function") return await returned;
							else return returned;
						} catch (error) {
							e = error;
							this.trigger("error", e);
							return null;
						}
					});
					return (await Promise.all(promises)).find(function(x) {
						return x != null;
					});
				} catch (error) {
					e = error;
					this.trigger("error", e);
					return null;
				}
			}
		};
		var DLList$1 = DLList_1, Events$1 = Events_1;
		var Queues_1 = class Queues {
			constructor(num_priorities) {
				this.Events = new Events$1(this);
				this._length = 0;
				this._lists = (function() {
					var j, ref, results = [];
					for (j = 1, ref = num_priorities; 1 <= ref ? j <= ref : j >= ref; 1 <= ref ? ++j : --j) results.push(new DLList$1((() => {
						return this.incr();
					}), (() => {
						return this.decr();
					})));
					return results;
				}).call(this);
			}
			incr() {
				if (this._length++ === 0) return this.Events.trigger("leftzero");
			}
			decr() {
				if (--this._length === 0) return this.Events.trigger("zero");
			}
			push(job) {
				return this._lists[job.options.priority].push(job);
			}
			queued(priority) {
				if (priority != null) return this._lists[priority].length;
				else return this._length;
			}
			shiftAll(fn) {
				return this._lists.forEach(function(list) {
					return list.forEachShift(fn);
				});
			}
			getFirst(arr = this._lists) {
				var j = 0, len = arr.length, list;
				for (; j < len; j++) {
					list = arr[j];
					if (list.length > 0) return list;
				}
				return [];
			}
			shiftLastFrom(priority) {
				return this.getFirst(this._lists.slice(priority).reverse()).shift();
			}
		};
		var BottleneckError_1 = class BottleneckError extends Error {};
		var BottleneckError$1, DEFAULT_PRIORITY, Job, NUM_PRIORITIES = 10, parser$1;
		DEFAULT_PRIORITY = 5;
		parser$1 = parser;
		BottleneckError$1 = BottleneckError_1;
		Job = class Job {
			constructor(task, args, options, jobDefaults, rejectOnDrop, Events, _states, Promise) {
				this.task = task;
				this.args = args;
				this.rejectOnDrop = rejectOnDrop;
				this.Events = Events;
				this._states = _states;
				this.Promise = Promise;
				this.options = parser$1.load(options, jobDefaults);
				this.options.priority = this._sanitizePriority(this.options.priority);
				if (this.options.id === jobDefaults.id) this.options.id = `${this.options.id}-${this._randomIndex()}`;
				this.promise = new this.Promise((_resolve, _reject) => {
					this._resolve = _resolve;
					this._reject = _reject;
				});
				this.retryCount = 0;
			}
			_sanitizePriority(priority) {
				var sProperty = ~~priority !== priority ? DEFAULT_PRIORITY : priority;
				if (sProperty < 0) return 0;
				else if (sProperty > NUM_PRIORITIES - 1) return NUM_PRIORITIES - 1;
				else return sProperty;
			}
			_randomIndex() {
				return Math.random().toString(36).slice(2);
			}
			doDrop({ error, message = "This job has been dropped by Bottleneck" } = {}) {
				if (this._states.remove(this.options.id)) {
					if (this.rejectOnDrop) this._reject(error != null ? error : new BottleneckError$1(message));
					this.Events.trigger("dropped", {
						args: this.args,
						options: this.options,
						task: this.task,
						promise: this.promise
					});
					return true;
				} else return false;
			}
			_assertStatus(expected) {
				var status = this._states.jobStatus(this.options.id);
				if (!(status === expected || expected === "DONE" && status === null)) throw new BottleneckError$1(`Invalid job status ${status}, expected ${expected}. Please open an issue at https://github.com/SGrondin/bottleneck/issues`);
			}
			doReceive() {
				this._states.start(this.options.id);
				return this.Events.trigger("received", {
					args: this.args,
					options: this.options
				});
			}
			doQueue(reachedHWM, blocked) {
				this._assertStatus("RECEIVED");
				this._states.next(this.options.id);
				return this.Events.trigger("queued", {
					args: this.args,
					options: this.options,
					reachedHWM,
					blocked
				});
			}
			doRun() {
				if (this.retryCount === 0) {
					this._assertStatus("QUEUED");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				return this.Events.trigger("scheduled", {
					args: this.args,
					options: this.options
				});
			}
			async doExecute(chained, clearGlobalState, run, free) {
				var error, eventInfo, passed;
				if (this.retryCount === 0) {
					this._assertStatus("RUNNING");
					this._states.next(this.options.id);
				} else this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				this.Events.trigger("executing", eventInfo);
				try {
					passed = await (chained != null ? chained.schedule(this.options, this.task, ...this.args) : this.task(...this.args));
					if (clearGlobalState()) {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._resolve(passed);
					}
				} catch (error1) {
					error = error1;
					return this._onFailure(error, eventInfo, clearGlobalState, run, free);
				}
			}
			doExpire(clearGlobalState, run, free) {
				var error, eventInfo;
				if (this._states.jobStatus(this.options.id === "RUNNING")) this._states.next(this.options.id);
				this._assertStatus("EXECUTING");
				eventInfo = {
					args: this.args,
					options: this.options,
					retryCount: this.retryCount
				};
				error = new BottleneckError$1(`This job timed out after ${this.options.expiration} ms.`);
				return this._onFailure(error, eventInfo, clearGlobalState, run, free);
			}
			async _onFailure(error, eventInfo, clearGlobalState, run, free) {
				var retry, retryAfter;
				if (clearGlobalState()) {
					retry = await this.Events.trigger("failed", error, eventInfo);
					if (retry != null) {
						retryAfter = ~~retry;
						this.Events.trigger("retry", `Retrying ${this.options.id} after ${retryAfter} ms`, eventInfo);
						this.retryCount++;
						return run(retryAfter);
					} else {
						this.doDone(eventInfo);
						await free(this.options, eventInfo);
						this._assertStatus("DONE");
						return this._reject(error);
					}
				}
			}
			doDone(eventInfo) {
				this._assertStatus("EXECUTING");
				this._states.next(this.options.id);
				return this.Events.trigger("done", eventInfo);
			}
		};
		var Job_1 = Job;
		var BottleneckError$2, LocalDatastore, parser$2 = parser;
		BottleneckError$2 = BottleneckError_1;
		LocalDatastore = class LocalDatastore {
			constructor(instance, storeOptions, storeInstanceOptions) {
				this.instance = instance;
				this.storeOptions = storeOptions;
				this.clientId = this.instance._randomIndex();
				parser$2.load(storeInstanceOptions, storeInstanceOptions, this);
				this._nextRequest = this._lastReservoirRefresh = this._lastReservoirIncrease = Date.now();
				this._running = 0;
				this._done = 0;
				this._unblockTime = 0;
				this.ready = this.Promise.resolve();
				this.clients = {};
				this._startHeartbeat();
			}
			_startHeartbeat() {
				var base;
				if (this.heartbeat == null && (this.storeOptions.reservoirRefreshInterval != null && this.storeOptions.reservoirRefreshAmount != null || this.storeOptions.reservoirIncreaseInterval != null && this.storeOptions.reservoirIncreaseAmount != null)) return typeof (base = this.heartbeat = setInterval(() => {
					var amount, incr, maximum, now = Date.now(), reservoir;
					if (this.storeOptions.reservoirRefreshInterval != null && now >= this._lastReservoirRefresh + this.storeOptions.reservoirRefreshInterval) {
						this._lastReservoirRefresh = now;
						this.storeOptions.reservoir = this.storeOptions.reservoirRefreshAmount;
						this.instance._drainAll(this.computeCapacity());
					}
					if (this.storeOptions.reservoirIncreaseInterval != null && now >= this._lastReservoirIncrease + this.storeOptions.reservoirIncreaseInterval) {
						({reservoirIncreaseAmount: amount, reservoirIncreaseMaximum: maximum, reservoir} = this.storeOptions);
						this._lastReservoirIncrease = now;
						incr = maximum != null ? Math.min(amount, maximum - reservoir) : amount;
						if (incr > 0) {
							this.storeOptions.reservoir += incr;
							return this.instance._drainAll(this.computeCapacity());
						}
					}
				}, this.heartbeatInterval)).unref === "function" ? base.unref() : void 0;
				else return clearInterval(this.heartbeat);
			}
			async __publish__(message) {
				await this.yieldLoop();
				return this.instance.Events.trigger("message", message.toString());
			}
			async __disconnect__(flush) {
				await this.yieldLoop();
				clearInterval(this.heartbeat);
				return this.Promise.resolve();
			}
			yieldLoop(t = 0) {
				return new this.Promise(function(resolve, reject) {
					return setTimeout(resolve, t);
				});
			}
			computePenalty() {
				var ref;
				return (ref = this.storeOptions.penalty) != null ? ref : 15 * this.storeOptions.minTime || 5e3;
			}
			async __updateSettings__(options) {
				await this.yieldLoop();
				parser$2.overwrite(options, options, this.storeOptions);
				this._startHeartbeat();
				this.instance._drainAll(this.computeCapacity());
				return true;
			}
			async __running__() {
				await this.yieldLoop();
				return this._running;
			}
			async __queued__() {
				await this.yieldLoop();
				return this.instance.queued();
			}
			async __done__() {
				await this.yieldLoop();
				return this._done;
			}
			async __groupCheck__(time) {
				await this.yieldLoop();
				return this._nextRequest + this.timeout < time;
			}
			computeCapacity() {
				var maxConcurrent, reservoir;
				({maxConcurrent, reservoir} = this.storeOptions);
				if (maxConcurrent != null && reservoir != null) return Math.min(maxConcurrent - this._running, reservoir);
				else if (maxConcurrent != null) return maxConcurrent - this._running;
				else if (reservoir != null) return reservoir;
				else return null;
			}
			conditionsCheck(weight) {
				var capacity = this.computeCapacity();
				return capacity == null || weight <= capacity;
			}
			async __incrementReservoir__(incr) {
				var reservoir;
				await this.yieldLoop();
				reservoir = this.storeOptions.reservoir += incr;
				this.instance._drainAll(this.computeCapacity());
				return reservoir;
			}
			async __currentReservoir__() {
				await this.yieldLoop();
				return this.storeOptions.reservoir;
			}
			isBlocked(now) {
				return this._unblockTime >= now;
			}
			check(weight, now) {
				return this.conditionsCheck(weight) && this._nextRequest - now <= 0;
			}
			async __check__(weight) {
				var now;
				await this.yieldLoop();
				now = Date.now();
				return this.check(weight, now);
			}
			async __register__(index, weight, expiration) {
				var now, wait;
				await this.yieldLoop();
				now = Date.now();
				if (this.conditionsCheck(weight)) {
					this._running += weight;
					if (this.storeOptions.reservoir != null) this.storeOptions.reservoir -= weight;
					wait = Math.max(this._nextRequest - now, 0);
					this._nextRequest = now + wait + this.storeOptions.minTime;
					return {
						success: true,
						wait,
						reservoir: this.storeOptions.reservoir
					};
				} else return { success: false };
			}
			strategyIsBlock() {
				return this.storeOptions.strategy === 3;
			}
			async __submit__(queueLength, weight) {
				var blocked, now, reachedHWM;
				await this.yieldLoop();
				if (this.storeOptions.maxConcurrent != null && weight > this.storeOptions.maxConcurrent) throw new BottleneckError$2(`Impossible to add a job having a weight of ${weight} to a limiter having a maxConcurrent setting of ${this.storeOptions.maxConcurrent}`);
				now = Date.now();
				reachedHWM = this.storeOptions.highWater != null && queueLength === this.storeOptions.highWater && !this.check(weight, now);
				blocked = this.strategyIsBlock() && (reachedHWM || this.isBlocked(now));
				if (blocked) {
					this._unblockTime = now + this.computePenalty();
					this._nextRequest = this._unblockTime + this.storeOptions.minTime;
					this.instance._dropAllQueued();
				}
				return {
					reachedHWM,
					blocked,
					strategy: this.storeOptions.strategy
				};
			}
			async __free__(index, weight) {
				await this.yieldLoop();
				this._running -= weight;
				this._done += weight;
				this.instance._drainAll(this.computeCapacity());
				return { running: this._running };
			}
		};
		var LocalDatastore_1 = LocalDatastore;
		var BottleneckError$3 = BottleneckError_1;
		var States_1 = class States {
			constructor(status1) {
				this.status = status1;
				this._jobs = {};
				this.counts = this.status.map(function() {
					return 0;
				});
			}
			next(id) {
				var current = this._jobs[id], next = current + 1;
				if (current != null && next < this.status.length) {
					this.counts[current]--;
					this.counts[next]++;
					return this._jobs[id]++;
				} else if (current != null) {
					this.counts[current]--;
					return delete this._jobs[id];
				}
			}
			start(id) {
				var initial = 0;
				this._jobs[id] = initial;
				return this.counts[initial]++;
			}
			remove(id) {
				var current = this._jobs[id];
				if (current != null) {
					this.counts[current]--;
					delete this._jobs[id];
				}
				return current != null;
			}
			jobStatus(id) {
				var ref;
				return (ref = this.status[this._jobs[id]]) != null ? ref : null;
			}
			statusJobs(status) {
				var k, pos, ref, results, v;
				if (status != null) {
					pos = this.status.indexOf(status);
					if (pos < 0) throw new BottleneckError$3(`status must be one of ${this.status.join(", ")}`);
					ref = this._jobs;
					results = [];
					for (k in ref) {
						v = ref[k];
						if (v === pos) results.push(k);
					}
					return results;
				} else return Object.keys(this._jobs);
			}
			statusCounts() {
				return this.counts.reduce(((acc, v, i) => {
					acc[this.status[i]] = v;
					return acc;
				}), {});
			}
		};
		var DLList$2 = DLList_1;
		var Sync_1 = class Sync {
			constructor(name, Promise) {
				this.schedule = this.schedule.bind(this);
				this.name = name;
				this.Promise = Promise;
				this._running = 0;
				this._queue = new DLList$2();
			}
			isEmpty() {
				return this._queue.length === 0;
			}
			async _tryToRun() {
				var args, cb, error, reject, resolve, returned, task;
				if (this._running < 1 && this._queue.length > 0) {
					this._running++;
					({task, args, resolve, reject} = this._queue.shift());
					cb = await (async function() {
						try {
							returned = await task(...args);
							return function() {
								return resolve(returned);
							};
						} catch (error1) {
							error = error1;
							return function() {
								return reject(error);
							};
						}
					})();
					this._running--;
					this._tryToRun();
					return cb();
				}
			}
			schedule(task, ...args) {
				var promise, reject, resolve = reject = null;
				promise = new this.Promise(function(_resolve, _reject) {
					resolve = _resolve;
					return reject = _reject;
				});
				this._queue.push({
					task,
					args,
					resolve,
					reject
				});
				this._tryToRun();
				return promise;
			}
		};
		var version = "2.19.5";
		var version$2 = /*#__PURE__*/ Object.freeze({
			version,
			default: { version }
		});
		var require$$2 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$3 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$4 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var Events$2, Group, IORedisConnection$1, RedisConnection$1, Scripts$1, parser$3 = parser;
		Events$2 = Events_1;
		RedisConnection$1 = require$$2;
		IORedisConnection$1 = require$$3;
		Scripts$1 = require$$4;
		Group = (function() {
			class Group {
				constructor(limiterOptions = {}) {
					this.deleteKey = this.deleteKey.bind(this);
					this.limiterOptions = limiterOptions;
					parser$3.load(this.limiterOptions, this.defaults, this);
					this.Events = new Events$2(this);
					this.instances = {};
					this.Bottleneck = Bottleneck_1;
					this._startAutoCleanup();
					this.sharedConnection = this.connection != null;
					if (this.connection == null) {
						if (this.limiterOptions.datastore === "redis") this.connection = new RedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
						else if (this.limiterOptions.datastore === "ioredis") this.connection = new IORedisConnection$1(Object.assign({}, this.limiterOptions, { Events: this.Events }));
					}
				}
				key(key = "") {
					var ref;
					return (ref = this.instances[key]) != null ? ref : (() => {
						var limiter = this.instances[key] = new this.Bottleneck(Object.assign(this.limiterOptions, {
							id: `${this.id}-${key}`,
							timeout: this.timeout,
							connection: this.connection
						}));
						this.Events.trigger("created", limiter, key);
						return limiter;
					})();
				}
				async deleteKey(key = "") {
					var deleted, instance = this.instances[key];
					if (this.connection) deleted = await this.connection.__runCommand__(["del", ...Scripts$1.allKeys(`${this.id}-${key}`)]);
					if (instance != null) {
						delete this.instances[key];
						await instance.disconnect();
					}
					return instance != null || deleted > 0;
				}
				limiters() {
					var k, ref = this.instances, results = [], v;
					for (k in ref) {
						v = ref[k];
						results.push({
							key: k,
							limiter: v
						});
					}
					return results;
				}
				keys() {
					return Object.keys(this.instances);
				}
				async clusterKeys() {
					var cursor, end, found, i, k, keys, len, next, start;
					if (this.connection == null) return this.Promise.resolve(this.keys());
					keys = [];
					cursor = null;
					start = `b_${this.id}-`.length;
					end = 9;
					while (cursor !== 0) {
						[next, found] = await this.connection.__runCommand__([
							"scan",
							cursor != null ? cursor : 0,
							"match",
							`b_${this.id}-*_settings`,
							"count",
							1e4
						]);
						cursor = ~~next;
						for (i = 0, len = found.length; i < len; i++) {
							k = found[i];
							keys.push(k.slice(start, -end));
						}
					}
					return keys;
				}
				_startAutoCleanup() {
					var base;
					clearInterval(this.interval);
					return typeof (base = this.interval = setInterval(async () => {
						var e, k, ref, results, time = Date.now(), v;
						ref = this.instances;
						results = [];
						for (k in ref) {
							v = ref[k];
							try {
								if (await v._store.__groupCheck__(time)) results.push(this.deleteKey(k));
								else results.push(void 0);
							} catch (error) {
								e = error;
								results.push(v.Events.trigger("error", e));
							}
						}
						return results;
					}, this.timeout / 2)).unref === "function" ? base.unref() : void 0;
				}
				updateSettings(options = {}) {
					parser$3.overwrite(options, this.defaults, this);
					parser$3.overwrite(options, options, this.limiterOptions);
					if (options.timeout != null) return this._startAutoCleanup();
				}
				disconnect(flush = true) {
					var ref;
					if (!this.sharedConnection) return (ref = this.connection) != null ? ref.disconnect(flush) : void 0;
				}
			}
			Group.prototype.defaults = {
				timeout: 3e5,
				connection: null,
				Promise,
				id: "group-key"
			};
			return Group;
		}).call(commonjsGlobal);
		var Group_1 = Group;
		var Batcher, Events$3, parser$4 = parser;
		Events$3 = Events_1;
		Batcher = (function() {
			class Batcher {
				constructor(options = {}) {
					this.options = options;
					parser$4.load(this.options, this.defaults, this);
					this.Events = new Events$3(this);
					this._arr = [];
					this._resetPromise();
					this._lastFlush = Date.now();
				}
				_resetPromise() {
					return this._promise = new this.Promise((res, rej) => {
						return this._resolve = res;
					});
				}
				_flush() {
					clearTimeout(this._timeout);
					this._lastFlush = Date.now();
					this._resolve();
					this.Events.trigger("batch", this._arr);
					this._arr = [];
					return this._resetPromise();
				}
				add(data) {
					var ret;
					this._arr.push(data);
					ret = this._promise;
					if (this._arr.length === this.maxSize) this._flush();
					else if (this.maxTime != null && this._arr.length === 1) this._timeout = setTimeout(() => {
						return this._flush();
					}, this.maxTime);
					return ret;
				}
			}
			Batcher.prototype.defaults = {
				maxTime: null,
				maxSize: null,
				Promise
			};
			return Batcher;
		}).call(commonjsGlobal);
		var Batcher_1 = Batcher;
		var require$$4$1 = () => console.log("You must import the full version of Bottleneck in order to use this feature.");
		var require$$8 = getCjsExportFromNamespace(version$2);
		var Bottleneck, DEFAULT_PRIORITY$1, Events$4, Job$1, LocalDatastore$1, NUM_PRIORITIES$1, Queues$1, RedisDatastore$1, States$1, Sync$1, parser$5, splice = [].splice;
		NUM_PRIORITIES$1 = 10;
		DEFAULT_PRIORITY$1 = 5;
		parser$5 = parser;
		Queues$1 = Queues_1;
		Job$1 = Job_1;
		LocalDatastore$1 = LocalDatastore_1;
		RedisDatastore$1 = require$$4$1;
		Events$4 = Events_1;
		States$1 = States_1;
		Sync$1 = Sync_1;
		Bottleneck = (function() {
			class Bottleneck {
				constructor(options = {}, ...invalid) {
					var storeInstanceOptions, storeOptions;
					this._addToQueue = this._addToQueue.bind(this);
					this._validateOptions(options, invalid);
					parser$5.load(options, this.instanceDefaults, this);
					this._queues = new Queues$1(NUM_PRIORITIES$1);
					this._scheduled = {};
					this._states = new States$1([
						"RECEIVED",
						"QUEUED",
						"RUNNING",
						"EXECUTING"
					].concat(this.trackDoneStatus ? ["DONE"] : []));
					this._limiter = null;
					this.Events = new Events$4(this);
					this._submitLock = new Sync$1("submit", this.Promise);
					this._registerLock = new Sync$1("register", this.Promise);
					storeOptions = parser$5.load(options, this.storeDefaults, {});
					this._store = (function() {
						if (this.datastore === "redis" || this.datastore === "ioredis" || this.connection != null) {
							storeInstanceOptions = parser$5.load(options, this.redisStoreDefaults, {});
							return new RedisDatastore$1(this, storeOptions, storeInstanceOptions);
						} else if (this.datastore === "local") {
							storeInstanceOptions = parser$5.load(options, this.localStoreDefaults, {});
							return new LocalDatastore$1(this, storeOptions, storeInstanceOptions);
						} else throw new Bottleneck.prototype.BottleneckError(`Invalid datastore type: ${this.datastore}`);
					}).call(this);
					this._queues.on("leftzero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.ref === "function" ? ref.ref() : void 0 : void 0;
					});
					this._queues.on("zero", () => {
						var ref;
						return (ref = this._store.heartbeat) != null ? typeof ref.unref === "function" ? ref.unref() : void 0 : void 0;
					});
				}
				_validateOptions(options, invalid) {
					if (!(options != null && typeof options === "object" && invalid.length === 0)) throw new Bottleneck.prototype.BottleneckError("Bottleneck v2 takes a single object argument. Refer to https://github.com/SGrondin/bottleneck#upgrading-to-v2 if you're upgrading from Bottleneck v1.");
				}
				ready() {
					return this._store.ready;
				}
				clients() {
					return this._store.clients;
				}
				channel() {
					return `b_${this.id}`;
				}
				channel_client() {
					return `b_${this.id}_${this._store.clientId}`;
				}
				publish(message) {
					return this._store.__publish__(message);
				}
				disconnect(flush = true) {
					return this._store.__disconnect__(flush);
				}
				chain(_limiter) {
					this._limiter = _limiter;
					return this;
				}
				queued(priority) {
					return this._queues.queued(priority);
				}
				clusterQueued() {
					return this._store.__queued__();
				}
				empty() {
					return this.queued() === 0 && this._submitLock.isEmpty();
				}
				running() {
					return this._store.__running__();
				}
				done() {
					return this._store.__done__();
				}
				jobStatus(id) {
					return this._states.jobStatus(id);
				}
				jobs(status) {
					return this._states.statusJobs(status);
				}
				counts() {
					return this._states.statusCounts();
				}
				_randomIndex() {
					return Math.random().toString(36).slice(2);
				}
				check(weight = 1) {
					return this._store.__check__(weight);
				}
				_clearGlobalState(index) {
					if (this._scheduled[index] != null) {
						clearTimeout(this._scheduled[index].expiration);
						delete this._scheduled[index];
						return true;
					} else return false;
				}
				async _free(index, job, options, eventInfo) {
					var e, running;
					try {
						({running} = await this._store.__free__(index, options.weight));
						this.Events.trigger("debug", `Freed ${options.id}`, eventInfo);
						if (running === 0 && this.empty()) return this.Events.trigger("idle");
					} catch (error1) {
						e = error1;
						return this.Events.trigger("error", e);
					}
				}
				_run(index, job, wait) {
					var clearGlobalState, free, run;
					job.doRun();
					clearGlobalState = this._clearGlobalState.bind(this, index);
					run = this._run.bind(this, index, job);
					free = this._free.bind(this, index, job);
					return this._scheduled[index] = {
						timeout: setTimeout(() => {
							return job.doExecute(this._limiter, clearGlobalState, run, free);
						}, wait),
						expiration: job.options.expiration != null ? setTimeout(function() {
							return job.doExpire(clearGlobalState, run, free);
						}, wait + job.options.expiration) : void 0,
						job
					};
				}
				_drainOne(capacity) {
					return this._registerLock.schedule(() => {
						var args, index, next, options, queue;
						if (this.queued() === 0) return this.Promise.resolve(null);
						queue = this._queues.getFirst();
						({options, args} = next = queue.first());
						if (capacity != null && options.weight > capacity) return this.Promise.resolve(null);
						this.Events.trigger("debug", `Draining ${options.id}`, {
							args,
							options
						});
						index = this._randomIndex();
						return this._store.__register__(index, options.weight, options.expiration).then(({ success, wait, reservoir }) => {
							var empty;
							this.Events.trigger("debug", `Drained ${options.id}`, {
								success,
								args,
								options
							});
							if (success) {
								queue.shift();
								empty = this.empty();
								if (empty) this.Events.trigger("empty");
								if (reservoir === 0) this.Events.trigger("depleted", empty);
								this._run(index, next, wait);
								return this.Promise.resolve(options.weight);
							} else return this.Promise.resolve(null);
						});
					});
				}
				_drainAll(capacity, total = 0) {
					return this._drainOne(capacity).then((drained) => {
						var newCapacity;
						if (drained != null) {
							newCapacity = capacity != null ? capacity - drained : capacity;
							return this._drainAll(newCapacity, total + drained);
						} else return this.Promise.resolve(total);
					}).catch((e) => {
						return this.Events.trigger("error", e);
					});
				}
				_dropAllQueued(message) {
					return this._queues.shiftAll(function(job) {
						return job.doDrop({ message });
					});
				}
				stop(options = {}) {
					var done, waitForExecuting;
					options = parser$5.load(options, this.stopDefaults);
					waitForExecuting = (at) => {
						var finished = () => {
							var counts = this._states.counts;
							return counts[0] + counts[1] + counts[2] + counts[3] === at;
						};
						return new this.Promise((resolve, reject) => {
							if (finished()) return resolve();
							else return this.on("done", () => {
								if (finished()) {
									this.removeAllListeners("done");
									return resolve();
								}
							});
						});
					};
					done = options.dropWaitingJobs ? (this._run = function(index, next) {
						return next.doDrop({ message: options.dropErrorMessage });
					}, this._drainOne = () => {
						return this.Promise.resolve(null);
					}, this._registerLock.schedule(() => {
						return this._submitLock.schedule(() => {
							var k, ref = this._scheduled, v;
							for (k in ref) {
								v = ref[k];
								if (this.jobStatus(v.job.options.id) === "RUNNING") {
									clearTimeout(v.timeout);
									clearTimeout(v.expiration);
									v.job.doDrop({ message: options.dropErrorMessage });
								}
							}
							this._dropAllQueued(options.dropErrorMessage);
							return waitForExecuting(0);
						});
					})) : this.schedule({
						priority: NUM_PRIORITIES$1 - 1,
						weight: 0
					}, () => {
						return waitForExecuting(1);
					});
					this._receive = function(job) {
						return job._reject(new Bottleneck.prototype.BottleneckError(options.enqueueErrorMessage));
					};
					this.stop = () => {
						return this.Promise.reject(new Bottleneck.prototype.BottleneckError("stop() has already been called"));
					};
					return done;
				}
				async _addToQueue(job) {
					var args, blocked, error, options, reachedHWM, shifted, strategy;
					({args, options} = job);
					try {
						({reachedHWM, blocked, strategy} = await this._store.__submit__(this.queued(), options.weight));
					} catch (error1) {
						error = error1;
						this.Events.trigger("debug", `Could not queue ${options.id}`, {
							args,
							options,
							error
						});
						job.doDrop({ error });
						return false;
					}
					if (blocked) {
						job.doDrop();
						return true;
					} else if (reachedHWM) {
						shifted = strategy === Bottleneck.prototype.strategy.LEAK ? this._queues.shiftLastFrom(options.priority) : strategy === Bottleneck.prototype.strategy.OVERFLOW_PRIORITY ? this._queues.shiftLastFrom(options.priority + 1) : strategy === Bottleneck.prototype.strategy.OVERFLOW ? job : void 0;
						if (shifted != null) shifted.doDrop();
						if (shifted == null || strategy === Bottleneck.prototype.strategy.OVERFLOW) {
							if (shifted == null) job.doDrop();
							return reachedHWM;
						}
					}
					job.doQueue(reachedHWM, blocked);
					this._queues.push(job);
					await this._drainAll();
					return reachedHWM;
				}
				_receive(job) {
					if (this._states.jobStatus(job.options.id) != null) {
						job._reject(new Bottleneck.prototype.BottleneckError(`A job with the same id already exists (id=${job.options.id})`));
						return false;
					} else {
						job.doReceive();
						return this._submitLock.schedule(this._addToQueue, job);
					}
				}
				submit(...args) {
					var cb, fn, job, options, ref, ref1, task;
					if (typeof args[0] === "function") {
						ref = args, [fn, ...args] = ref, [cb] = splice.call(args, -1);
						options = parser$5.load({}, this.jobDefaults);
					} else {
						ref1 = args, [options, fn, ...args] = ref1, [cb] = splice.call(args, -1);
						options = parser$5.load(options, this.jobDefaults);
					}
					task = (...args) => {
						return new this.Promise(function(resolve, reject) {
							return fn(...args, function(...args) {
								return (args[0] != null ? reject : resolve)(args);
							});
						});
					};
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					job.promise.then(function(args) {
						return typeof cb === "function" ? cb(...args) : void 0;
					}).catch(function(args) {
						if (Array.isArray(args)) return typeof cb === "function" ? cb(...args) : void 0;
						else return typeof cb === "function" ? cb(args) : void 0;
					});
					return this._receive(job);
				}
				schedule(...args) {
					var job, options, task;
					if (typeof args[0] === "function") {
						[task, ...args] = args;
						options = {};
					} else [options, task, ...args] = args;
					job = new Job$1(task, args, options, this.jobDefaults, this.rejectOnDrop, this.Events, this._states, this.Promise);
					this._receive(job);
					return job.promise;
				}
				wrap(fn) {
					var schedule = this.schedule.bind(this), wrapped = function(...args) {
						return schedule(fn.bind(this), ...args);
					};
					wrapped.withOptions = function(options, ...args) {
						return schedule(options, fn, ...args);
					};
					return wrapped;
				}
				async updateSettings(options = {}) {
					await this._store.__updateSettings__(parser$5.overwrite(options, this.storeDefaults));
					parser$5.overwrite(options, this.instanceDefaults, this);
					return this;
				}
				currentReservoir() {
					return this._store.__currentReservoir__();
				}
				incrementReservoir(incr = 0) {
					return this._store.__incrementReservoir__(incr);
				}
			}
			Bottleneck.default = Bottleneck;
			Bottleneck.Events = Events$4;
			Bottleneck.version = Bottleneck.prototype.version = require$$8.version;
			Bottleneck.strategy = Bottleneck.prototype.strategy = {
				LEAK: 1,
				OVERFLOW: 2,
				OVERFLOW_PRIORITY: 4,
				BLOCK: 3
			};
			Bottleneck.BottleneckError = Bottleneck.prototype.BottleneckError = BottleneckError_1;
			Bottleneck.Group = Bottleneck.prototype.Group = Group_1;
			Bottleneck.RedisConnection = Bottleneck.prototype.RedisConnection = require$$2;
			Bottleneck.IORedisConnection = Bottleneck.prototype.IORedisConnection = require$$3;
			Bottleneck.Batcher = Bottleneck.prototype.Batcher = Batcher_1;
			Bottleneck.prototype.jobDefaults = {
				priority: DEFAULT_PRIORITY$1,
				weight: 1,
				expiration: null,
				id: "<no-id>"
			};
			Bottleneck.prototype.storeDefaults = {
				maxConcurrent: null,
				minTime: 0,
				highWater: null,
				strategy: Bottleneck.prototype.strategy.LEAK,
				penalty: null,
				reservoir: null,
				reservoirRefreshInterval: null,
				reservoirRefreshAmount: null,
				reservoirIncreaseInterval: null,
				reservoirIncreaseAmount: null,
				reservoirIncreaseMaximum: null
			};
			Bottleneck.prototype.localStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 250
			};
			Bottleneck.prototype.redisStoreDefaults = {
				Promise,
				timeout: null,
				heartbeatInterval: 5e3,
				clientTimeout: 1e4,
				Redis: null,
				clientOptions: {},
				clusterNodes: null,
				clearDatastore: false,
				connection: null
			};
			Bottleneck.prototype.instanceDefaults = {
				datastore: "local",
				connection: null,
				id: "<no-id>",
				rejectOnDrop: true,
				trackDoneStatus: false,
				Promise
			};
			Bottleneck.prototype.stopDefaults = {
				enqueueErrorMessage: "This limiter has been stopped and cannot accept new jobs.",
				dropWaitingJobs: true,
				dropErrorMessage: "This limiter has been stopped."
			};
			return Bottleneck;
		}).call(commonjsGlobal);
		var Bottleneck_1 = Bottleneck;
		return Bottleneck_1;
	}));
}));

// node_modules/@octokit/plugin-retry/dist-bundle/index.js
var import_light = /* @__PURE__ */ __toESM(require_light(), 1);
var VERSION$3 = "0.0.0-development";
function isRequestError(error) {
	return error.request !== void 0;
}
async function errorRequest(state, octokit, error, options) {
	if (!isRequestError(error) || !error?.request.request) throw error;
	if (error.status >= 400 && !state.doNotRetry.includes(error.status)) {
		const retries = options.request.retries != null ? options.request.retries : state.retries;
		const retryAfter = Math.pow((options.request.retryCount || 0) + 1, 2);
		throw octokit.retry.retryRequest(error, retries, retryAfter);
	}
	throw error;
}
async function wrapRequest$1(state, octokit, request, options) {
	const limiter = new import_light.default();
	limiter.on("failed", function(error, info) {
		const maxRetries = ~~error.request.request?.retries;
		const after = ~~error.request.request?.retryAfter;
		options.request.retryCount = info.retryCount + 1;
		if (maxRetries > info.retryCount) return after * state.retryAfterBaseValue;
	});
	return limiter.schedule(requestWithGraphqlErrorHandling.bind(null, state, octokit, request), options);
}
async function requestWithGraphqlErrorHandling(state, octokit, request, options) {
	const response = await request(options);
	if (response.data && response.data.errors && response.data.errors.length > 0 && /Something went wrong while executing your query/.test(response.data.errors[0].message)) return errorRequest(state, octokit, new RequestError(response.data.errors[0].message, 500, {
		request: options,
		response
	}), options);
	return response;
}
function retry(octokit, octokitOptions) {
	const state = Object.assign({
		enabled: true,
		retryAfterBaseValue: 1e3,
		doNotRetry: [
			400,
			401,
			403,
			404,
			410,
			422,
			451
		],
		retries: 3
	}, octokitOptions.retry);
	const retryPlugin = { retry: { retryRequest: (error, retries, retryAfter) => {
		error.request.request = Object.assign({}, error.request.request, {
			retries,
			retryAfter
		});
		return error;
	} } };
	if (state.enabled) {
		octokit.hook.error("request", errorRequest.bind(null, state, retryPlugin));
		octokit.hook.wrap("request", wrapRequest$1.bind(null, state, retryPlugin));
	}
	return retryPlugin;
}
retry.VERSION = VERSION$3;

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var VERSION$2 = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
	return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
	const { pathname } = new URL(options.url, "http://github.test");
	const isAuth = isAuthRequest(options.method, pathname);
	const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
	const isSearch = options.method === "GET" && pathname.startsWith("/search/");
	const isGraphQL = pathname.startsWith("/graphql");
	const jobOptions = ~~request.retryCount > 0 ? {
		priority: 0,
		weight: 0
	} : {};
	if (state.clustering) jobOptions.expiration = 6e4;
	if (isWrite || isGraphQL) await state.write.key(state.id).schedule(jobOptions, noop);
	if (isWrite && state.triggersNotification(pathname)) await state.notifications.key(state.id).schedule(jobOptions, noop);
	if (isSearch) await state.search.key(state.id).schedule(jobOptions, noop);
	const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
	if (isGraphQL) {
		const res = await req;
		if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) throw Object.assign(/* @__PURE__ */ new Error("GraphQL Rate Limit Exceeded"), {
			response: res,
			data: res.data
		});
	}
	return req;
}
function isAuthRequest(method, pathname) {
	return method === "PATCH" && /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && (/^\/applications\/[^/]+\/token$/.test(pathname) || /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
	"/orgs/{org}/invitations",
	"/orgs/{org}/invitations/{invitation_id}",
	"/orgs/{org}/teams/{team_slug}/discussions",
	"/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
	"/repos/{owner}/{repo}/collaborators/{username}",
	"/repos/{owner}/{repo}/commits/{commit_sha}/comments",
	"/repos/{owner}/{repo}/issues",
	"/repos/{owner}/{repo}/issues/{issue_number}/comments",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
	"/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
	"/repos/{owner}/{repo}/pulls",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments",
	"/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
	"/repos/{owner}/{repo}/pulls/{pull_number}/merge",
	"/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
	"/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
	"/repos/{owner}/{repo}/releases",
	"/teams/{team_id}/discussions",
	"/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
	const regex2 = `^(?:${paths.map((path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")).map((r) => `(?:${r})`).join("|")})[^/]*$`;
	return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
	groups.global = new Bottleneck.Group({
		id: "octokit-global",
		maxConcurrent: 10,
		...common
	});
	groups.auth = new Bottleneck.Group({
		id: "octokit-auth",
		maxConcurrent: 1,
		...common
	});
	groups.search = new Bottleneck.Group({
		id: "octokit-search",
		maxConcurrent: 1,
		minTime: 2e3,
		...common
	});
	groups.write = new Bottleneck.Group({
		id: "octokit-write",
		maxConcurrent: 1,
		minTime: 1e3,
		...common
	});
	groups.notifications = new Bottleneck.Group({
		id: "octokit-notifications",
		maxConcurrent: 1,
		minTime: 3e3,
		...common
	});
};
function throttling(octokit, octokitOptions) {
	const { enabled = true, Bottleneck = import_light.default, id = "no-id", timeout = 12e4, connection } = octokitOptions.throttle || {};
	if (!enabled) return {};
	const common = { timeout };
	if (typeof connection !== "undefined") common.connection = connection;
	const state = Object.assign({
		clustering: connection != null,
		triggersNotification,
		fallbackSecondaryRateRetryAfter: 60,
		retryAfterBaseValue: 1e3,
		id
	}, octokitOptions.throttle);
	if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
	let initialized = false;
	const initializeBottleneck = () => {
		if (initialized) return;
		initialized = true;
		if (groups.global == null) createGroups(Bottleneck, common);
		state.global = state.global ?? groups.global;
		state.auth = state.auth ?? groups.auth;
		state.search = state.search ?? groups.search;
		state.write = state.write ?? groups.write;
		state.notifications = state.notifications ?? groups.notifications;
		state.retryLimiter = state.retryLimiter ?? new Bottleneck();
		const events = {};
		const emitter = new Bottleneck.Events(events);
		events.on("secondary-limit", state.onSecondaryRateLimit);
		events.on("rate-limit", state.onRateLimit);
		events.on("error", (e) => octokit.log.warn("Error in throttling-plugin limit handler", e));
		state.retryLimiter.on("failed", async function(error, info) {
			const [state2, request, options] = info.args;
			const { pathname } = new URL(options.url, "http://github.test");
			if (!(pathname.startsWith("/graphql") && error.status !== 401 || error.status === 403 || error.status === 429)) return;
			const retryCount = ~~request.retryCount;
			request.retryCount = retryCount;
			options.request.retryCount = retryCount;
			const { wantRetry, retryAfter = 0 } = await (async function() {
				if (/\bsecondary rate\b/i.test(error.message)) {
					const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
					return {
						wantRetry: await emitter.trigger("secondary-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some((error2) => error2.type === "RATE_LIMITED")) {
					const rateLimitReset = (/* @__PURE__ */ new Date(~~error.response.headers["x-ratelimit-reset"] * 1e3)).getTime();
					const retryAfter2 = Math.max(Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1, 0);
					return {
						wantRetry: await emitter.trigger("rate-limit", retryAfter2, options, octokit, retryCount),
						retryAfter: retryAfter2
					};
				}
				return {};
			})();
			if (wantRetry) {
				request.retryCount++;
				return retryAfter * state2.retryAfterBaseValue;
			}
		});
	};
	octokit.hook.wrap("request", (request, options) => {
		initializeBottleneck();
		return wrapRequest(state, request, options);
	});
	return {};
}
throttling.VERSION = VERSION$2;
throttling.triggersNotification = triggersNotification;

// node_modules/@octokit/plugin-request-log/dist-src/version.js
const VERSION$1 = "6.0.0";

// node_modules/@octokit/plugin-request-log/dist-src/index.js
function requestLog(octokit) {
	octokit.hook.wrap("request", (request, options) => {
		octokit.log.debug("request", options);
		const start = Date.now();
		const requestOptions = octokit.request.endpoint.parse(options);
		const path = requestOptions.url.replace(options.baseUrl, "");
		return request(options).then((response) => {
			const requestId = response.headers["x-github-request-id"];
			octokit.log.info(`${requestOptions.method} ${path} - ${response.status} with id ${requestId} in ${Date.now() - start}ms`);
			return response;
		}).catch((error) => {
			const requestId = error.response?.headers["x-github-request-id"] || "UNKNOWN";
			octokit.log.error(`${requestOptions.method} ${path} - ${error.status} with id ${requestId} in ${Date.now() - start}ms`);
			throw error;
		});
	});
}
requestLog.VERSION = VERSION$1;

// node_modules/@octokit/rest/dist-src/version.js
const VERSION = "22.0.1";

// node_modules/@octokit/rest/dist-src/index.js
const Octokit = Octokit$1.plugin(requestLog, legacyRestEndpointMethods, paginateRest).defaults({ userAgent: `octokit-rest.js/${VERSION}` });

// src/publish/octokit.ts
const Client = Octokit.plugin(retry, throttling);
/** An upload may take longer than the usual answer. */
const TRANSFER_TIMEOUT = 12e4;
/** A page of a hundred bundles may be large. */
const MAX_ANSWER_BYTES = 268435456;
const MAX_REDIRECTS$1 = 3;
/** What a call ends with that was led to where the token does not go (RFC 9110, 15.5.20). */
const MISDIRECTED = 421;
/** docs.github.com, "Rate limits for the REST API": a minute at the least, where the answer says nothing of when. */
const SECONDARY_LIMIT_WAIT = 6e4;
/**
* GitHub's REST API with retries and rate limits, as far as `max-wait` goes for all calls together.
* @param line calls of one line keep the distance that GitHub asks for; calls of another go beside them
*/
function githubClient(access, line = "all") {
	const silent = () => void 0;
	const client = new Client({
		auth: access.token,
		baseUrl: access.apiUrl.replace(/\/+$/, ""),
		userAgent: "waybill",
		log: {
			debug: silent,
			info: silent,
			warn: silent,
			error: silent
		},
		throttle: {
			id: line,
			onRateLimit: () => false,
			onSecondaryRateLimit: () => false
		}
	});
	client.hook.wrap("request", async (request, call) => {
		const tries = new Tries(access, call.request["retries"] === 0 ? 0 : Infinity);
		call.request = {
			...call.request,
			get retries() {
				return tries.allowed;
			},
			fetch: (url, init) => tries.fetch(url, init)
		};
		try {
			return await request(call);
		} finally {
			tries.end();
		}
	});
	return client;
}
/** One call's way out: what the plugins leave open is added here, and their waiting is charged to the budget. */
var Tries = class {
	/** how often the retry plugin may try again in all, as far as is known now */
	allowed = 0;
	#access;
	#most;
	#failures = 0;
	#stopCounting;
	constructor(access, most) {
		this.#access = access;
		this.#most = most;
	}
	async fetch(url, init) {
		const { patience } = this.#access;
		for (let attempt = 1;; attempt++) {
			const response = await this.#follow(url, init);
			const limit = await waitAsked(response, patience.clock.now());
			if (limit !== void 0) {
				this.#stopCounting ??= patience.startRetrying();
				const wait = patience.delay(attempt, limit.ms);
				if (wait !== void 0) {
					await patience.clock.sleep(wait);
					continue;
				}
				this.allowed = 0;
			} else if (isPassing$1(response.status)) this.#failed();
			else this.allowed = 0;
			return response;
		}
	}
	end() {
		this.#stopCounting?.();
	}
	/** Redirects are followed on the same host only, and with the same method: GitHub has them for what was renamed. */
	async #follow(url, init) {
		const { apiUrl } = this.#access;
		if (!takesToken(apiUrl, url)) return misdirected("an address that gets no token", url);
		let next = url;
		for (let hop = 0; hop <= MAX_REDIRECTS$1; hop++) {
			const response = await this.#once(next, init);
			if (response.status < 300 || response.status > 399) return response;
			const location = response.headers.get("location") ?? "";
			const target = URL.canParse(location, next) ? new URL(location, next) : void 0;
			const keepsMethod = init.method === "GET" || response.status === 307 || response.status === 308;
			if (!(target?.origin === new URL(next).origin && takesToken(apiUrl, target.href)) || !keepsMethod) return misdirected("a redirect that is not followed", target?.href);
			next = target.href;
		}
		return misdirected(`more than ${MAX_REDIRECTS$1} redirects`, next);
	}
	async #once(url, init) {
		const { fetcher, patience } = this.#access;
		const limit = patience.timeout(init.method === "GET" ? DEFAULT_TIMEOUT : TRANSFER_TIMEOUT);
		const signal = AbortSignal.timeout(Math.ceil(limit));
		try {
			return await wholeAnswer(await fetcher(url, {
				...init,
				redirect: "manual",
				signal
			}));
		} catch (error) {
			this.#failed();
			throw error;
		}
	}
	/** The plugin waits 1, 4, 9, … seconds before its next try. */
	#failed() {
		const { patience } = this.#access;
		this.#stopCounting ??= patience.startRetrying();
		this.#failures += 1;
		const fits = this.#failures ** 2 * 1e3 <= patience.remaining();
		this.allowed = fits ? Math.min(this.#failures, this.#most) : 0;
	}
};
/** The answer, read to its end; one of success that is not JSON is some proxy's page, and passes as a fault does. */
async function wholeAnswer(response) {
	const body = await readCapped(response, MAX_ANSWER_BYTES);
	const { status, headers } = response;
	if (!response.ok) return new Response(body, {
		status,
		headers
	});
	if (status === 204) return new Response(null, {
		status,
		headers
	});
	try {
		JSON.parse(body.toString("utf8"));
		return new Response(body, {
			status,
			headers
		});
	} catch {
		const message = `an answer of status ${status} that is not JSON`;
		return Response.json({ message }, { status: 502 });
	}
}
/**
* Whether an answer asks to wait before the same call is made again, and for how long if it says so. Neither plugin
* heeds Retry-After in an answer that does not also speak of a rate limit.
*/
async function waitAsked(response, now) {
	const { status, headers } = response;
	if (!isPassing$1(status) && status !== 403) return void 0;
	const asked = retryAfter(response, now);
	if (asked !== void 0) return { ms: asked };
	if (status !== 403 && status !== 429) return void 0;
	if (headers.get("x-ratelimit-remaining") === "0") {
		const reset = Number(headers.get("x-ratelimit-reset") ?? 0) * 1e3;
		return { ms: reset > now ? reset - now + 1e3 : void 0 };
	}
	return isRateLimit(await response.clone().text()) ? { ms: SECONDARY_LIMIT_WAIT } : void 0;
}
function isRateLimit(text) {
	return /\b(?:secondary rate|rate limit)\b/i.test(text);
}
/** An answer of our own, which says why there was no call, and that another try is of no use. */
function misdirected(what, url) {
	const where = url !== void 0 && URL.canParse(url) ? new URL(url).origin : "no address";
	return Response.json({ message: `${what}: ${where}` }, { status: MISDIRECTED });
}
/** Reads an error of the client; the request that it also holds is never shown. */
function refusalOf(error) {
	const response = typeof error === "object" && error !== null && "response" in error ? error.response : void 0;
	const status = typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
	if (response === void 0 || typeof status !== "number") return {
		status: void 0,
		message: noAnswer(error)
	};
	const said = text(response, "data", "message") ?? "";
	return {
		status,
		message: redact(said).replaceAll(/\p{C}+/gu, " ").slice(0, 300)
	};
}
/** The innermost cause: the client wraps fetch's error, which wraps the socket's. */
function noAnswer(error) {
	if (error instanceof Error && error.cause instanceof Error) return noAnswer(error.cause);
	return error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : `no answer (${kindOf$1(error)})`;
}
/** Whether the same call may succeed later: no answer, a server's fault, or too many calls. */
function isUnavailable(refusal) {
	return refusal.status === void 0 || isPassing$1(refusal.status) || refusal.status < 400 || refusal.status === 403 && isRateLimit(refusal.message);
}
/** Whether the call was led elsewhere, and not made there: nothing is known then of what GitHub holds or took. */
function isMisdirected(refusal) {
	return refusal.status === MISDIRECTED;
}
const BAD_TOKEN = "Leave `github-token` at its default, `${{ github.token }}`, or give it one that has not ended.";
/** What to do about a refusal, where its status alone tells. */
function adviceByStatus(refusal) {
	if (isUnavailable(refusal)) return "Run the job again: it finishes what this run left, and signs nothing twice. `max-wait` sets how long the step keeps trying.";
	if (isMisdirected(refusal)) return "The token goes to the API's own host and its uploads alone. Check `GITHUB_API_URL`, and what stands between this runner and GitHub.";
	return refusal.status === 401 ? BAD_TOKEN : void 0;
}
function isPassing$1(status) {
	return status >= 500 || status === 429 || status === 408;
}
/** @param doing what was tried, as in "GitHub did not take the asset" */
function refused(doing, refusal, todo) {
	const unavailable = isUnavailable(refusal);
	const advice = adviceByStatus(refusal) ?? todo;
	const status = refusal.status === void 0 || isMisdirected(refusal) ? "" : `status ${refusal.status}`;
	return new WaybillError(unavailable ? "STORE_UNAVAILABLE" : "STORE_REFUSED", {
		what: doing,
		got: [status, refusal.message].filter((part) => part !== "").join(": "),
		...advice === void 0 ? {} : { todo: advice }
	});
}

// src/publish/download.ts
/** api.github.com to its store, and from there at most to another */
const MAX_REDIRECTS = 3;
/** docs.github.com, "About releases": each file must be under 2 GiB. */
const MAX_ASSET_BYTES = 2 ** 31;
/** 2 GiB at somewhat more than a megabyte a second */
const LONGEST = 18e5;
/**
* The bytes at an asset's API address.
* @throws WaybillError STORE_UNAVAILABLE, also for an asset of more than `maxBytes`
*/
async function downloadBytes(url, access, maxBytes) {
	return await download(url, access, async (body) => {
		const chunks = [];
		for await (const chunk of capped(body, maxBytes)) chunks.push(chunk);
		return Buffer.concat(chunks);
	});
}
/**
* SHA-256, in hex, of the bytes at an asset's API address, as large as GitHub lets an asset be.
* @throws WaybillError STORE_UNAVAILABLE
*/
async function downloadDigest(url, access, maxBytes = MAX_ASSET_BYTES) {
	return await download(url, access, async (body) => {
		const hash = createHash("sha256");
		for await (const chunk of capped(body, maxBytes)) hash.update(chunk);
		return hash.digest("hex");
	});
}
async function* capped(body, maxBytes) {
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) throw new Unreadable(`more than ${maxBytes} bytes`, false);
		yield chunk;
	}
}
/** What came instead of the bytes, in words of ours. */
var Unreadable = class extends Error {
	passing;
	constructor(message, passing) {
		super(message);
		this.passing = passing;
	}
};
async function download(url, access, take) {
	try {
		return await persist(access.patience, () => downloadOnce(url, access, take), (error) => !(error instanceof Unreadable) || error.passing);
	} catch (error) {
		throw new WaybillError("STORE_UNAVAILABLE", {
			what: "An asset of the release could not be downloaded, so it cannot be compared.",
			got: error instanceof Unreadable ? error.message : refusalOf(error).message,
			todo: "Run the job again: it finishes what this run left, and signs nothing twice."
		});
	}
}
async function downloadOnce(url, access, take) {
	const silence = new AbortController();
	const limit = access.patience.timeout(DEFAULT_TIMEOUT);
	const timer = setTimeout(() => silence.abort(new DOMException("silence", "TimeoutError")), limit);
	try {
		const signal = AbortSignal.any([silence.signal, AbortSignal.timeout(access.longest ?? LONGEST)]);
		return await take(heard(await openBody(url, access, signal), timer, signal));
	} finally {
		clearTimeout(timer);
		silence.abort();
	}
}
async function* heard(body, timer, signal) {
	for await (const chunk of body) {
		signal.throwIfAborted();
		timer.refresh();
		yield chunk;
	}
}
/** GitHub redirects to a store of its own, whose signed address needs no token: it stays behind. */
async function openBody(url, access, signal) {
	if (callableUrl(url) === void 0) throw new Unreadable("an address that cannot be called", false);
	let next = url;
	let credentials = { authorization: `Bearer ${access.token}` };
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const headers = {
			accept: "application/octet-stream",
			"user-agent": "waybill",
			...credentials
		};
		const response = await access.fetcher(next, {
			headers,
			redirect: "manual",
			signal
		});
		if (![
			301,
			302,
			303,
			307,
			308
		].includes(response.status)) {
			if (response.status === 200 && response.body !== null) return response.body;
			throw new Unreadable(`status ${response.status}`, response.status >= 500 || response.status === 429 || response.status === 408);
		}
		const target = redirection(response, next);
		if (target === void 0) throw new Unreadable("a redirect to an address that cannot be called", false);
		next = target;
		credentials = {};
	}
	throw new Unreadable(`more than ${MAX_REDIRECTS} redirects`, false);
}
function redirection(response, from) {
	const location = response.headers.get("location") ?? "";
	return URL.canParse(location, from) ? callableUrl(new URL(location, from).href)?.href : void 0;
}

// src/publish/repository.ts
/** @param slug `owner/name`; @param access the client's own, for downloads that must not keep a whole file in memory */
function githubRepository(client, slug, access) {
	const [owner = "", repo = ""] = slug.split("/");
	const releases = async () => {
		return (await allPages((page) => client.rest.repos.listReleases({
			owner,
			repo,
			per_page: 100,
			page
		}))).map(readRelease);
	};
	const address = (asset) => `${access.apiUrl.replace(/\/+$/, "")}/repos/${slug}/releases/assets/${asset.id}`;
	return {
		slug,
		releases,
		async create(tag, commit) {
			const draft = {
				tag_name: tag,
				target_commitish: commit,
				name: tag,
				draft: true
			};
			const once = async () => {
				try {
					const request = { retries: 0 };
					const { data } = await client.rest.repos.createRelease({
						owner,
						repo,
						...draft,
						request
					});
					return readRelease(data);
				} catch (error) {
					if (!mayPass(error)) throw error;
					const made = (await releases()).find((release) => release.tag === tag);
					if (made === void 0) throw error;
					return made;
				}
			};
			return await persist(access.patience, once, mayPass);
		},
		async assets(releaseId) {
			return (await allPages((page) => client.rest.repos.listReleaseAssets({
				owner,
				repo,
				release_id: releaseId,
				per_page: 100,
				page
			}))).map(readAsset);
		},
		async asset(id) {
			const { data } = await client.rest.repos.getReleaseAsset({
				owner,
				repo,
				asset_id: id
			});
			return readAsset(data);
		},
		async upload(release, name, bytes) {
			return readAsset((await client.request(`POST ${release.uploadUrl}`, {
				name,
				data: bytes,
				headers: {
					"content-type": "application/jsonl",
					"content-length": bytes.length
				}
			})).data);
		},
		async rename(asset, name) {
			const { data } = await client.rest.repos.updateReleaseAsset({
				owner,
				repo,
				asset_id: asset.id,
				name
			});
			return readAsset(data);
		},
		async remove(asset) {
			try {
				await client.rest.repos.deleteReleaseAsset({
					owner,
					repo,
					asset_id: asset.id
				});
			} catch (error) {
				if (refusalOf(error).status !== 404) throw error;
			}
		},
		async download(asset, maxBytes) {
			return await downloadBytes(address(asset), access, maxBytes);
		},
		async digest(asset) {
			return asset.sha256 ?? await downloadDigest(address(asset), access);
		}
	};
}
/** Far more than GitHub lists (10,000 releases, a hundred a page): a list that never ends must end. */
const MAX_PAGES$1 = 1e3;
/** The client's own `paginate` takes a conflict for an empty list, and follows the Link header wherever it leads. */
async function allPages(list) {
	const all = [];
	for (let page = 1; page <= MAX_PAGES$1; page++) {
		const { data, headers } = await list(page);
		if (!Array.isArray(data)) break;
		all.push(...data);
		if (!/;\s*rel="next"/.test(headers.link ?? "")) return all;
	}
	throw new WaybillError("STORE_UNAVAILABLE", {
		what: "GitHub gave no list of the repository's releases or assets.",
		got: "something else, or a list without an end",
		todo: "Run the job again: it finishes what this run left, and signs nothing twice."
	});
}
function mayPass(error) {
	return typeof error === "object" && error !== null && "status" in error && isUnavailable(refusalOf(error));
}
function readRelease(release) {
	return {
		id: release.id,
		tag: release.tag_name,
		draft: release.draft,
		immutable: release.immutable === true,
		uploadUrl: release.upload_url
	};
}
function readAsset(asset) {
	const digest = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "");
	return {
		id: asset.id,
		name: asset.name,
		size: asset.size,
		state: asset.state === "uploaded" ? "uploaded" : "starter",
		sha256: digest?.[1],
		url: asset.browser_download_url
	};
}
/**
* One key for the names under which GitHub may show an asset: it turns runs of special characters into dots, runs of
* dots into one, and puts `default` before a dot at the start (docs.github.com, "Upload a release asset", says no more
* than that it renames).
*/
function assetKey(name) {
	return name.replaceAll(/[^A-Za-z0-9._@+-]+/g, ".").replaceAll(/\.{2,}/g, ".").replace(/^\./, "default.").replace(/\.$/, "");
}

// src/preflight.ts
/**
* Tokens go to these addresses; plain http would show them to whoever listens.
* @throws WaybillError INPUT_INVALID
*/
function assertAddresses(job) {
	for (const [variable, address] of [["GITHUB_SERVER_URL", job.serverUrl], ["GITHUB_API_URL", job.apiUrl]]) {
		if (callableUrl(address) !== void 0) continue;
		throw new WaybillError("INPUT_INVALID", {
			what: `The variable ${variable} does not hold an address that may be called. Nothing was called.`,
			expected: "an https URL without credentials, as the runner sets it",
			todo: "Remove what overwrites it."
		});
	}
}
/**
* A bundle must not take the place of what it speaks of, on disk or in the release.
* @throws WaybillError INPUT_INVALID
*/
function assertNamesApart(plan, subjects) {
	const names = new Map(subjects.map((subject) => [assetKey(subject.name).toLowerCase(), subject.name]));
	for (const { fileName } of plan) {
		if (names.get(assetKey(fileName).toLowerCase()) === void 0) continue;
		throw new WaybillError("INPUT_INVALID", {
			what: "A subject has the name that the bundle would have, and would be overwritten. Nothing was signed.",
			got: fileName,
			todo: "Leave bundles of earlier runs out of the subjects (`!*.intoto.jsonl`), or set `provenance-name`."
		});
	}
}
/**
* A statement is public: what an earlier step put into an input, a name or a variable must not be a secret.
* @throws WaybillError INPUT_INVALID
*/
function assertPublishable(statement, reveals) {
	if (!reveals(statement.bytes.toString("utf8"))) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "A statement would publish a secret of this job. Nothing was signed.",
		todo: "Look for a token in the names of files, in the event's inputs and in the runner's variables."
	});
}
/**
* Where every target is already known to fail, a signature would be made for nothing, at every try.
* @param report hears of each target
* @throws WaybillError the first target's own
*/
function assertStorable(held, report) {
	for (const { at } of held) {
		const failures = at.flatMap(({ target, holding }) => holding.kind === "unknown" ? [{
			target: target.name,
			status: "failed",
			error: holding.error
		}] : []);
		const [first] = failures;
		if (first === void 0 || failures.length < at.length) continue;
		for (const failure of failures) report(failure);
		throw first.error;
	}
}

// src/intoto/naming.ts
const SUFFIX = ".intoto.jsonl";
/** Room for a kind, a number and the suffix within the 255 bytes that file systems allow. */
const MOST_BASE_BYTES = 200;
/** What a file of these subjects is called after: the subject when there is one, `multiple` when there are more. */
function baseName(subjects) {
	const [only] = subjects;
	return subjects.length === 1 ? only.name : "multiple";
}
/**
* A file name for each statement of a run, none twice, also where case does not count and in a release's assets.
* Provenance is `<base>.intoto.jsonl`, another kind `<base>.<kind>.intoto.jsonl`; a name already taken, as by the first
* part of a statement that was split, gets `.2`, `.3` and so on before `.intoto.jsonl`. The run's first provenance, of
* whichever version, has no kind in its name.
*
* @param provenanceName the whole name of the first provenance; without its suffix, the base of all others
*/
function fileNames(files, provenanceName) {
	const givenBase = provenanceName?.replace(/\.?intoto\.jsonl$/, "");
	const first = files.findIndex(({ kind }) => kind === "provenance" || kind === "slsa02");
	const firstKind = files[first]?.kind;
	const taken = /* @__PURE__ */ new Set();
	const counts = /* @__PURE__ */ new Map();
	if (provenanceName !== void 0 && first >= 0) take(provenanceName, taken);
	return files.map(({ kind, base }, index) => {
		if (index === first && provenanceName !== void 0) return provenanceName;
		const stem = safeBase(givenBase ?? base);
		const wanted = kind === firstKind || kind === "provenance" ? stem : `${stem}.${kind}`;
		for (let count = (counts.get(wanted) ?? 0) + 1;; count += 1) {
			const name = `${wanted}${count === 1 ? "" : `.${count}`}${SUFFIX}`;
			counts.set(wanted, count);
			if (take(name, taken)) return name;
		}
	});
}
function take(name, taken) {
	const keys = collisionKeys(name);
	if (keys.some((key) => taken.has(key))) return false;
	for (const key of keys) taken.add(key);
	return true;
}
/** Two names of which one of these keys is equal may become one file, or one asset of a release. */
function collisionKeys(name) {
	return [`file ${name.normalize("NFKC").toUpperCase().toLowerCase()}`, `asset ${name.replaceAll(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\./, "default.").replace(/\.$/, "").toLowerCase()}`];
}
function safeBase(base) {
	const safe = base.replaceAll(/[/\\:]+/g, "-").replaceAll(/[<>"|?*\p{C}]/gu, "_").replace(/^[.-]+/, "").replace(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i, "_$&");
	return cut(safe === "" ? "artifact" : safe);
}
function cut(text) {
	let bytes = 0;
	let kept = "";
	for (const char of text) {
		bytes += Buffer.byteLength(char);
		if (bytes > MOST_BASE_BYTES) break;
		kept += char;
	}
	return kept;
}

// src/jsontext.ts
/** Deeper than any predicate or event; what nests deeper could not be encoded again. */
const MOST_NESTED = 500;
/** A quick look for what could be a number that loses digits; strings match too, the scanner then knows better. */
const MAYBE_INEXACT = /[0-9]{16}|[eE]\+?[0-9]{3}/;
/**
* Reads a JSON text (RFC 8259) that a user gave. A byte order mark before it is ignored.
* @param source how the error calls the text, as in "the input `predicate`"
* @param todo what the user can do about a fault
* @throws WaybillError INPUT_INVALID that names line and column of the first fault, never what stands there
*/
function readJson(given, source, todo) {
	const expected = "JSON (RFC 8259) in UTF-8";
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `Cannot read ${source}.`,
		got,
		expected,
		todo
	});
	const text = decode$1(given);
	if (text === void 0) throw invalid("bytes that are not UTF-8");
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		const fault = findJsonFault(text);
		if (fault === void 0) throw invalid("a text that is not JSON");
		throw invalid(`line ${fault.line}, column ${fault.column}: ${fault.problem}`);
	}
	const rounded = MAYBE_INEXACT.test(text) ? findJsonFault(text) : void 0;
	if (rounded !== void 0) throw invalid(`line ${rounded.line}, column ${rounded.column}: ${rounded.problem}`);
	if (nestsDeeper(value, MOST_NESTED)) throw invalid(`values nested deeper than ${MOST_NESTED} levels`);
	return value;
}
function decode$1(given) {
	if (typeof given === "string") return given.replace(/^\uFEFF/, "");
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(given);
	} catch {
		return;
	}
}
function nestsDeeper(value, most) {
	let level = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > most) return true;
		level = level.flatMap((item) => typeof item === "object" && item !== null ? Object.values(item) : []);
	}
	return false;
}
const SPACE = /[ \t\n\r]*/y;
const NUMBER$1 = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const PLAIN = /[ !#-[\]-\uFFFF]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/**
* The first place at which the text is not JSON, or holds a number that would not be signed as it is given, or undefined where there is none. Positions in the messages of
* `JSON.parse` differ between engines and versions, and some have none.
*/
function findJsonFault(text) {
	const open = [];
	let at = 0;
	let next = "value";
	const fault = (problem) => place(text, at, problem);
	for (;;) {
		at = skip(SPACE, text, at);
		const char = text[at];
		if (char === void 0) {
			if (next === "after" && open.length === 0) return void 0;
			return fault(at === 0 ? "the text is empty" : "the text ends too early");
		}
		if (next === "after") {
			const inside = open.at(-1);
			if (inside === void 0) return fault("something follows the value");
			if (char === ",") next = inside === "{" ? "name" : "value";
			else if (char === CLOSING[inside]) open.pop();
			else return fault(`\`,\` or \`${CLOSING[inside]}\` is missing`);
			at += 1;
			continue;
		}
		if (next === "first name" && char === "}" || next === "first item" && char === "]") {
			open.pop();
			next = "after";
			at += 1;
			continue;
		}
		if (next === "name" || next === "first name") {
			const name = skipName(text, at);
			at = name.at;
			if (name.problem !== void 0) return fault(name.problem);
			next = "value";
			continue;
		}
		if (char === "{" || char === "[") {
			open.push(char);
			next = char === "{" ? "first name" : "first item";
			at += 1;
			continue;
		}
		const scalar = skipScalar(text, at);
		at = scalar.at;
		if (scalar.problem !== void 0) return fault(scalar.problem);
		next = "after";
	}
}
const CLOSING = {
	"{": "}",
	"[": "]"
};
function skipName(text, start) {
	if (text[start] !== "\"") return {
		at: start,
		problem: "a name in double quotes is missing"
	};
	const name = skipString(text, start);
	if (name.problem !== void 0) return name;
	const at = skip(SPACE, text, name.at);
	if (text[at] === ":") return { at: at + 1 };
	return {
		at,
		problem: text[at] === void 0 ? "the text ends too early" : "`:` is missing"
	};
}
function skipScalar(text, at) {
	if (text[at] === "\"") return skipString(text, at);
	for (const token of [NUMBER$1, LITERAL]) {
		const end = skip(token, text, at);
		if (end === at) continue;
		if (token === NUMBER$1 && isInexact(text.slice(at, end))) return {
			at,
			problem: "a number that JSON readers round; give it as a string"
		};
		return /[\w.+-]/.test(text[end] ?? "") ? {
			at,
			problem: "not a JSON value"
		} : { at: end };
	}
	return {
		at,
		problem: "not a JSON value"
	};
}
/** Whether this number would be signed as another one (RFC 8259, section 6). */
function isInexact(token) {
	const value = Number(token);
	return !Number.isFinite(value) || /^-?[0-9]+$/.test(token) && !Number.isSafeInteger(value);
}
function skipString(text, start) {
	let at = start + 1;
	for (;;) {
		at = skip(PLAIN, text, at);
		const char = text[at];
		if (char === "\"") return { at: at + 1 };
		if (char === void 0) return {
			at: start,
			problem: "a string without its closing quote"
		};
		if (char !== "\\") return {
			at,
			problem: "a control character in a string"
		};
		const end = skip(ESCAPE, text, at);
		if (end === at) return {
			at,
			problem: "an unknown escape in a string"
		};
		at = end;
	}
}
/** Where the match of a sticky expression at this place ends; the place itself where there is none. */
function skip(sticky, text, at) {
	sticky.lastIndex = at;
	const match = sticky.exec(text);
	return match === null ? at : at + match[0].length;
}
function place(text, at, problem) {
	const before = text.slice(0, at).split(/\r\n|\n|\r/);
	return {
		line: before.length,
		column: Array.from(before.at(-1) ?? "").length + 1,
		problem
	};
}

// src/subjects/names.ts
/** What must not stand in a name that people read: control characters, line separators, halves of a surrogate pair. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** In an error text also the invisible characters that reorder what surrounds them. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Why the text cannot name a subject, or undefined when it can. */
function nameProblem(name) {
	if (name.trim() === "") return "the name is empty";
	if (UNPRINTABLE.test(name)) return "the name holds a control character";
}
/** Text from outside as an error message may show it: in quotes, on one line, cut to about `most` characters. */
function quoted(text, most = 120) {
	return `"${(text.length > most ? `${text.slice(0, most)}…` : text).replace(MISLEADING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}
/** A path as statements name it, with `/` whatever the system's separator. */
function slashed(path) {
	return sep === "/" ? path : path.replaceAll(sep, "/");
}
/** Whether the path is the folder or lies in it, by their texts alone: links are the caller's concern. */
function isInside(folder, path) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
/**
* Names for files: the base name, or where different files share a base name, for each of them its path relative to the
* workspace with `/` (outside the workspace: its absolute path).
*
* Two base names of one file (`lib.so` and its link `lib.so.1`) stay two subjects, as both are published. One file met
* twice under one base name (`v1.2/app` and `latest/app`, a link to `v1.2`) is one subject: the one listed first.
*/
function nameFiles(files, workspace) {
	const byBase = /* @__PURE__ */ new Map();
	for (const file of files) {
		const base = basename(file.path);
		const sharing = byBase.get(base) ?? /* @__PURE__ */ new Map();
		if (!sharing.has(file.real)) sharing.set(file.real, file);
		byBase.set(base, sharing);
	}
	const named = [];
	for (const [base, sharing] of byBase) for (const file of sharing.values()) named.push({
		...file,
		name: sharing.size === 1 ? base : longName(file.path, workspace)
	});
	return named.sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}
function longName(path, workspace) {
	return slashed(isInside(workspace, path) ? relative(workspace, path) : path);
}
/** Order by UTF-16 code unit: the same on every machine, whatever its locale. */
function compareCodeUnits(a, b) {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

// src/predicates/kinds.ts
/** The predicate types of in-toto's, SLSA's and cosign's catalogues, without the version where there are several. */
const KINDS = [
	[/^https:\/\/spdx\.dev\/Document(?:\/v[0-9.]+)?$/, "spdx"],
	[/^https:\/\/cyclonedx\.org\/(?:bom(?:\/v[0-9.]+)?|schema)$/, "cyclonedx"],
	[/^https:\/\/openvex\.dev\/ns(?:\/v[0-9.]+)?$/, "vex"],
	[/^https:\/\/in-toto\.io\/attestation\/vulns\/v[0-9.]+$/, "vuln"],
	[/^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/, "vuln"],
	[/^https:\/\/in-toto\.io\/attestation\/test-result\/v[0-9.]+$/, "test-result"],
	[/^https:\/\/in-toto\.io\/attestation\/release\/v[0-9.]+$/, "release"],
	[/^https:\/\/slsa\.dev\/verification_summary\/v[0-9.]+$/, "vsa"],
	[/^https:\/\/in-toto\.io\/attestation\/svr\/v[0-9.]+$/, "svr"],
	[/^https:\/\/in-toto\.io\/attestation\/scai(?:\/attribute-report)?\/v[0-9.]+$/, "scai"],
	[/^https:\/\/in-toto\.io\/(?:attestation\/link|Link)\/v[0-9.]+$/, "link"],
	[/^https:\/\/in-toto\.io\/attestation\/reference\/v[0-9.]+$/, "reference"],
	[/^https:\/\/in-toto\.io\/attestation\/runtime-trace\/v[0-9.]+$/, "runtime-trace"],
	[/^https:\/\/github\.com\/npm\/attestation\/tree\/main\/specs\/publish\/v[0-9.]+$/, "publish"]
];
/** What file names call a predicate of this type. */
function kindOf(predicateType) {
	if (predicateType === "https://slsa.dev/provenance/v1") return "provenance";
	if (predicateType === "https://slsa.dev/provenance/v0.2") return "slsa02";
	return KINDS.find(([pattern]) => pattern.test(predicateType))?.[1] ?? "predicate";
}

// src/predicates/size.ts
/** The largest predicate, in bytes of its file: what GitHub's attestation store and Sigstore's public log still take. */
const MAX_PREDICATE_BYTES = 16777216;
/** @throws WaybillError INPUT_INVALID that states the limit */
function assertPredicateSize(bytes, source) {
	if (bytes <= 16777216) return;
	throw new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}: it is too large.`,
		got: `${bytes} bytes`,
		expected: `at most ${MAX_PREDICATE_BYTES} bytes (16 MiB)`,
		todo: "Attest a smaller document, or attest the file itself as a subject and refer to it by its digest."
	});
}

// src/predicates/custom.ts
/**
* Reads a predicate of the user's own.
* @param type the input `predicate-type`: a URI (in-toto attestation spec, "TypeURI")
* @param given what `predicate` holds, or the bytes of the file at `predicate-path`
* @throws WaybillError INPUT_INVALID when the type is no URI, or the predicate is no JSON object; with the place of the
*   first fault
*/
function readCustomPredicate(type, given, input) {
	const problem = typeProblem(type);
	if (problem !== void 0) throw new WaybillError("INPUT_INVALID", {
		what: "The input `predicate-type` is not valid.",
		got: `${quoted(type)}: ${problem}`,
		expected: "a URI such as `https://in-toto.io/attestation/test-result/v0.1`",
		todo: "Give the type that the predicate's specification names."
	});
	const source = `the predicate given by \`${input}\``;
	assertPredicateSize(typeof given === "string" ? Buffer.byteLength(given) : given.byteLength, source);
	const todo = `Correct the JSON that \`${input}\` gives.`;
	const predicate = readJson(given, source, todo);
	if (!isRecord(predicate)) throw new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}.`,
		got: Array.isArray(predicate) ? "a JSON list" : `JSON that is ${predicate === null ? "null" : `a ${typeof predicate}`}`,
		expected: "a JSON object",
		todo
	});
	return {
		predicateType: type,
		kind: kindOf(type),
		predicate
	};
}
/** "TypeURI" must be a URI by RFC 3986, with scheme and authority in lower case: types are compared as text. */
function typeProblem(type) {
	if (!/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]/.test(type)) return "without a scheme such as `https:`";
	if (!/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(type) || type.length > 2048) return "with characters that no URI has";
	if (!URL.canParse(type)) return "not a URI";
	const authority = /^[^:]*:(?:\/\/[^/?#]*)?/.exec(type)?.[0] ?? "";
	return authority === authority.toLowerCase() ? void 0 : "its scheme and host must be in lower case";
}

// src/predicates/sbom.ts
const ADVICE$1 = "Correct `sbom-path`, or have the tool write SPDX or CycloneDX as JSON.";
/**
* Reads an SBOM in JSON: SPDX 2 (SPDX v2.3, clause 6), SPDX 3 (JSON-LD) or CycloneDX (its JSON schema).
* @param name the file's name, for errors
* @throws WaybillError INPUT_INVALID that says what is missing, or where the text stops being JSON
*/
function readSbom(bytes, name) {
	const source = `the SBOM ${quoted(name)}`;
	assertPredicateSize(bytes.byteLength, source);
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}.`,
		got,
		expected: "an SBOM in JSON: SPDX 2, SPDX 3 or CycloneDX",
		todo: ADVICE$1
	});
	const other = otherForm(bytes);
	if (other !== void 0) throw invalid(other);
	const document = readJson(bytes, source, ADVICE$1);
	if (!isRecord(document)) throw invalid("JSON that is no object");
	const problem = sbomProblem(document);
	if (problem !== void 0) throw invalid(problem);
	return document["bomFormat"] === "CycloneDX" ? {
		predicateType: "https://cyclonedx.org/bom",
		kind: "cyclonedx",
		predicate: document
	} : {
		predicateType: "https://spdx.dev/Document",
		kind: "spdx",
		predicate: document
	};
}
/** The forms of both standards that are not JSON, known by how they begin. */
function otherForm(bytes) {
	const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
	if (start.startsWith("<")) return "XML";
	return /^(?:#[^\n]*\n\s*)*(?:SPDXVersion|spdxVersion):/.test(start) ? "SPDX as tag-value text or YAML" : void 0;
}
/** What the document lacks of the standard that it is nearest to. */
function sbomProblem(document) {
	if ("bomFormat" in document || "specVersion" in document && "components" in document) {
		if (document["bomFormat"] !== "CycloneDX") return "a CycloneDX document whose `bomFormat` is not `CycloneDX`";
		if (!/^[0-9]+\.[0-9]+$/.test(text(document, "specVersion") ?? "")) return "a CycloneDX document without a `specVersion` such as `1.6`";
		return;
	}
	if ("spdxVersion" in document || "SPDXID" in document) {
		if (!/^SPDX-2\.[0-9]+$/.test(text(document, "spdxVersion") ?? "")) return "an SPDX document without a `spdxVersion` such as `SPDX-2.3`";
		return text(document, "SPDXID") === "SPDXRef-DOCUMENT" ? void 0 : "an SPDX document whose `SPDXID` is not `SPDXRef-DOCUMENT`";
	}
	if (hasSpdx3Context(document)) return list(document, "@graph").some(isRecord) ? void 0 : "an SPDX 3 document without elements in `@graph`";
	if (Array.isArray(at(document, "@graph"))) return "JSON-LD whose `@context` is not that of SPDX 3";
	return "JSON without `bomFormat` (CycloneDX), `spdxVersion` (SPDX 2) or the `@context` of SPDX 3";
}
function hasSpdx3Context(document) {
	const context = document["@context"];
	return (Array.isArray(context) ? context : [context]).some((item) => typeof item === "string" && /^https:\/\/spdx\.(?:org|github\.io)\/.*3\.[0-9]/.test(item));
}

// src/run/redaction.ts
/** Secrets that are known by their form, whoever wrote them; each pattern with what stays of it. */
const FORMS = [
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "***"],
	[/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@:]*:[^\s/?#@]+@/gi, "$1***@"],
	[/\b(https?:\/\/)[^\s/?#@]+@/gi, "$1***@"],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "***"],
	[/\bxox[a-z]-[\w-]{10,}/g, "***"],
	[/\b(?:npm_|hvs\.|dckr_pat_|glpat-|pypi-|sk-|[sr]k_live_)[\w-]{20,}/g, "***"],
	[/\bAIza[\w-]{35}/g, "***"],
	[/\b(hooks\.slack\.com\/services\/)[\w/-]+/gi, "$1***"],
	[/\b(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[\w/-]+/gi, "$1***"],
	[/(AccountKey=)[^\s"';&]{8,}/gi, "$1***"],
	[/([?&]sig=)[^\s"'&#]{8,}/gi, "$1***"],
	[/(authorization["']?[^\S\n]*[:=][^\S\n]*["']?(?:(?:token|negotiate|apikey)[^\S\n]+)?)[^\s"',;]{8,}/gi, "$1***"],
	[/((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)=)[^\s"'&]{8,}/gi, "$1***"],
	[/((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)["']?\s*[=:]\s*)(["'])(?!\2)[^"'\n]{8,}\2/gi, "$1$2***$2"]
];
/** Words that say of a name, as its last one, that its value is a secret. */
const SECRET = /^(?:tokens?|secrets?|pass|passwords?|passwd|pwd|passphrases?|creds?|credentials?|apikey|auth|authorization|pat|cookies?|webhooks?|signature|sas)$/;
/** Words before `key` that make it a secret one; `key` alone is also what licences and labels are called by. */
const KEYS = /^(?:api|access|private|secret|signing|encryption|account|auth|ssh|gpg|deploy|license|service)$/;
const SHORTEST_SECRET = 8;
const SHORTEST_KEY = 16;
/** The text without what looks like a secret in it. */
function redactText(text) {
	return FORMS.reduce((rest, [form, instead]) => rest.replaceAll(form, instead), redact(text));
}
/**
* The value of a name, at any depth, without what looks like a secret: by its form, or by the name that it has.
* It errs on the side of hiding, yet only where something tells; a password under a harmless name is not known as one.
*/
function redactNamed(name, value) {
	const redacted = [];
	return {
		value: redactAt(value, name, shortestSecret(name), redacted),
		redacted
	};
}
/** As {@link redactNamed}, for each property of an object. */
function redactRecord(record) {
	const redacted = [];
	return {
		value: redactProperties(record, "", void 0, redacted),
		redacted
	};
}
function redactAt(value, path, shortest, redacted) {
	if (typeof value === "string") {
		const known = redactText(value);
		const rest = known.replaceAll("***", "").trim();
		const shown = shortest !== void 0 && rest.length >= shortest ? "***" : known;
		if (shown !== value) redacted.push(path);
		return shown;
	}
	if (Array.isArray(value)) return value.map((item, index) => redactAt(item, `${path}[${index}]`, shortest, redacted));
	return isRecord(value) ? redactProperties(value, path, shortest, redacted) : value;
}
function redactProperties(record, path, inherited, redacted) {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => {
		const name = redactText(key);
		const place = path === "" ? name : `${path}.${name}`;
		if (name !== key) redacted.push(place);
		return [name, redactAt(value, place, shortestSecret(key) ?? inherited, redacted)];
	}));
}
/** From which length on the value of this name counts as a secret; undefined where the name says nothing. */
function shortestSecret(name) {
	const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z0-9]+|(?<=[a-z])(?=[0-9]+$)/).filter((word) => word !== "" && !/^(?:value|v?[0-9]+)$/.test(word));
	const last = words.at(-1) ?? "";
	if (SECRET.test(last) || last === "url" && words.at(-2) === "webhook") return SHORTEST_SECRET;
	return /^keys?$/.test(last) && KEYS.test(words.at(-2) ?? "") ? SHORTEST_KEY : void 0;
}

// src/run/event.ts
/** @param event the event file's content; `eventName` the verified claim, which decides what of it counts */
function readEventParameters(eventName, event) {
	if (eventName === "workflow_dispatch") return dispatchInputs(event);
	if (eventName === "release") return {
		release: releaseParameters(event),
		redacted: []
	};
	return { redacted: [] };
}
function dispatchInputs(event) {
	const given = at(event, "inputs");
	if (!isRecord(given)) return { redacted: [] };
	const inputs = [];
	const redacted = [];
	for (const [name, value] of Object.entries(given)) {
		const shown = typeof value === "string" ? value : value === null || value === void 0 ? "" : JSON.stringify(value);
		if (shown === "") continue;
		const stated = redactNamed(name, shown).value;
		if (typeof stated !== "string") continue;
		inputs.push([name, stated]);
		if (stated !== shown) redacted.push(name);
	}
	return {
		...inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : {},
		redacted
	};
}
/** A dispatch's inputs as the event has them, empty ones too: what slsa-github-generator calls `event_inputs`. */
function readEventInputs(eventName, event) {
	const given = at(event, "inputs");
	if (eventName !== "workflow_dispatch" || !isRecord(given) || Object.keys(given).length === 0) return void 0;
	return redactRecord(given);
}
const RELEASE_FIELDS = [
	"tag_name",
	"target_commitish",
	"name",
	"draft",
	"prerelease"
];
function releaseParameters(event) {
	const release = {};
	for (const field of RELEASE_FIELDS) {
		const value = at(event, "release", field);
		if (typeof value === "boolean" || typeof value === "string" && value !== "") release[field] = value;
	}
	return release;
}
/** Whether the event file says that this is a pull request from another repository: for an error's text alone. */
function isForkPullRequest(event) {
	const head = text(event, "pull_request", "head", "repo", "full_name");
	const base = text(event, "pull_request", "base", "repo", "full_name");
	return base !== void 0 && head !== base;
}

// src/run/payload.ts
/**
* What `event-payload` asks for of the event file (`GITHUB_EVENT_PATH`), which an earlier step of the job could have
* written: the job's own word, and documented so.
* @param bytes the file's; undefined where there is none
* @throws WaybillError INPUT_INVALID when there is no event to record
*/
function readEventPayload(choice, bytes) {
	if (choice === "none") return {
		value: { kind: "none" },
		redacted: []
	};
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `There is no event to record as \`event-payload: ${choice}\` asks.`,
		got,
		expected: "the event file of a GitHub Actions job, a JSON object",
		todo: "Set `event-payload: none`, or find out which step removed or changed the file at GITHUB_EVENT_PATH."
	});
	if (bytes === void 0) throw invalid("no file at GITHUB_EVENT_PATH");
	if (choice === "digest") return {
		value: {
			kind: "digest",
			sha256: createHash("sha256").update(bytes).digest("hex")
		},
		redacted: []
	};
	const event = readJson(bytes, "the event file", "Find out which step changed the file at GITHUB_EVENT_PATH.");
	if (!isRecord(event)) throw invalid("JSON that is no object");
	const { value, redacted } = redactRecord(event);
	return {
		value: {
			kind: "full",
			payload: value
		},
		redacted
	};
}

// src/predicates/facts.ts
/**
* What `build-type: full` and v0.2 state beyond the claims. The start time is worth a question, not a wait.
* @param askStartTime whether the provenance has a place for it
* @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
*/
async function gatherFacts(run, from, askStartTime = true) {
	const choice = from.inputs.eventPayload ?? "none";
	const [event, bytes, startedOn] = await Promise.all([
		from.ports.readEvent(),
		choice === "none" ? void 0 : from.ports.readEventFile?.(),
		askStartTime ? startTime(run, from) : void 0
	]);
	const payload = readEventPayload(choice, bytes);
	return {
		facts: {
			event: readEventParameters(run.claims.event_name, event),
			eventInputs: readEventInputs(run.claims.event_name, event),
			eventMissing: !isRecord(event) || Object.keys(event).length === 0,
			eventPayload: payload.value,
			vars: from.inputs.vars,
			checkout: from.checkout,
			runner: { ...from.job.runner },
			waybillVersion: VERSION$4,
			startedOn
		},
		redacted: payload.redacted
	};
}
/** One try: the start time is not worth more. */
const START_TIME_LIMIT = 5e3;
async function startTime(run, from) {
	const { claims } = run;
	const url = `${from.job.apiUrl}/repos/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`;
	const headers = { accept: "application/vnd.github+json" };
	if (from.inputs.githubToken !== void 0) headers["authorization"] = `Bearer ${from.inputs.githubToken}`;
	try {
		return await http(from.ports.fetcher, new Patience(0, from.ports.clock)).call({
			method: "GET",
			url,
			headers,
			timeout: START_TIME_LIMIT
		}, (answer) => {
			const started = text(jsonAnswer(200)(answer), "run_started_at") ?? "";
			return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(started) ? started : void 0;
		});
	} catch (error) {
		if (error instanceof CallFailed) return void 0;
		throw error;
	}
}

// src/predicates/provenance.ts
/** The events that both of GitHub's build types are for (actions/buildtypes, workflow/v1). */
const BUILD_TYPE_EVENTS = /* @__PURE__ */ new Set([
	"create",
	"release",
	"push",
	"workflow_dispatch"
]);
/** Whether GitHub's build type excludes the event of this run, as it does `schedule`. */
function isExcludedEvent(run) {
	return !BUILD_TYPE_EVENTS.has(run.claims.event_name);
}
/**
* SLSA provenance v1 in the exact shape of `actions/attest`, so that every policy written for it accepts ours
* (actions/toolkit, packages/attest; actions/buildtypes, workflow/v1).
*/
function githubProvenance(run) {
	return {
		buildDefinition: {
			buildType: GITHUB_BUILD_TYPE,
			externalParameters: { workflow: workflowOf(run) },
			internalParameters: { github: githubOf(run) },
			resolvedDependencies: [sourceOf(run)]
		},
		runDetails: {
			builder: { id: run.builderId },
			metadata: { invocationId: run.invocationId }
		}
	};
}
/** SLSA provenance v1 with complete external parameters, under our own build type (docs/buildtypes/release/v1.md). */
function fullProvenance(run, facts) {
	const { inputs, release } = facts.event;
	const checkout = checkoutOf(run, facts.checkout);
	const vars = facts.vars?.values ?? {};
	const payload = facts.eventPayload;
	return {
		buildDefinition: {
			buildType: FULL_BUILD_TYPE,
			externalParameters: {
				workflow: workflowOf(run),
				...inputs === void 0 ? {} : { inputs },
				...release === void 0 ? {} : { release },
				...Object.keys(vars).length === 0 ? {} : { vars },
				...run.claims.environment === void 0 ? {} : { environment: run.claims.environment }
			},
			internalParameters: {
				github: {
					...githubOf(run),
					...payload?.kind === "full" ? { event_payload: payload.payload } : {}
				},
				...Object.keys(facts.runner).length === 0 ? {} : { runner: facts.runner }
			},
			resolvedDependencies: [sourceOf(run), ...checkout === void 0 ? [] : [checkout]]
		},
		runDetails: {
			builder: {
				id: run.builderId,
				version: { waybill: facts.waybillVersion }
			},
			metadata: {
				invocationId: run.invocationId,
				...facts.startedOn === void 0 ? {} : { startedOn: facts.startedOn }
			},
			...payload?.kind === "digest" ? { byproducts: [payloadByproduct(payload.sha256)] } : {}
		}
	};
}
function workflowOf(run) {
	return {
		ref: run.claims.ref,
		repository: run.repositoryUrl,
		path: run.workflowPath
	};
}
function githubOf(run) {
	const { event_name, repository_id, repository_owner_id, runner_environment } = run.claims;
	return {
		event_name,
		repository_id,
		repository_owner_id,
		runner_environment
	};
}
/** The event by its digest alone, for whoever holds the event and wants to know that it is the one. */
function payloadByproduct(sha256) {
	return {
		name: "event_payload",
		digest: { sha256 }
	};
}
/** Always the first dependency: verifiers look for the source there. */
function sourceOf(run) {
	return {
		uri: run.sourceUri,
		digest: { gitCommit: run.claims.sha }
	};
}
/** The commit really checked out, where it is not the claimed one, or where files differ from it. */
function checkoutOf(run, checkout) {
	if (checkout.kind === "none" || checkout.commit === run.claims.sha && !checkout.dirty) return void 0;
	return {
		name: "checkout",
		digest: { gitCommit: checkout.commit },
		annotations: { modified: checkout.dirty }
	};
}

// src/predicates/provenance-v02.ts
/**
* SLSA provenance v0.2 with the fields of slsa-github-generator, so that what was written to read its provenance reads
* ours, under our own build type (docs/buildtypes/release/v0.2.md). Unlike there, what a claim says comes from the claim.
*/
function provenanceV02(run, facts) {
	const source = {
		uri: run.sourceUri,
		digest: commitDigest(run.claims.sha)
	};
	const parameters = parametersOf(facts);
	return {
		builder: { id: run.builderId },
		buildType: V02_BUILD_TYPE,
		invocation: {
			configSource: {
				...source,
				entryPoint: run.workflowPath
			},
			...Object.keys(parameters).length === 0 ? {} : { parameters },
			environment: environmentOf(run, facts)
		},
		metadata: {
			buildInvocationID: `${run.claims.run_id}-${run.claims.run_attempt}`,
			completeness: {
				parameters: isComplete(run, facts),
				environment: false,
				materials: false
			},
			reproducible: false
		},
		materials: [source]
	};
}
function parametersOf(facts) {
	const inputs = facts.eventInputs?.value;
	const values = facts.vars?.values ?? {};
	return {
		...inputs === void 0 ? {} : { event_inputs: inputs },
		...Object.keys(values).length === 0 ? {} : { vars: values }
	};
}
/**
* The variables are stated only by name, and whether more exist only `vars-json` tells; a dispatch's inputs only if the
* event could be read; what a caller gave a reusable workflow is in no event.
*/
function isComplete({ claims }, facts) {
	return facts.vars?.complete === true && (facts.eventInputs?.redacted.length ?? 0) === 0 && facts.eventMissing !== true && claims.job_workflow_ref === claims.workflow_ref;
}
function environmentOf(run, { eventPayload }) {
	const { claims } = run;
	const environment = {
		github_actor: claims.actor,
		github_actor_id: claims.actor_id,
		github_base_ref: claims.base_ref ?? "",
		github_event_name: claims.event_name,
		github_event_payload: eventPayload?.kind === "full" ? eventPayload.payload : void 0,
		github_event_payload_sha256: eventPayload?.kind === "digest" ? eventPayload.sha256 : void 0,
		github_head_ref: claims.head_ref ?? "",
		github_ref: claims.ref,
		github_ref_type: claims.ref_type,
		github_repository_id: claims.repository_id,
		github_repository_owner: claims.repository_owner,
		github_repository_owner_id: claims.repository_owner_id,
		github_run_attempt: claims.run_attempt,
		github_run_id: claims.run_id,
		github_run_number: claims.run_number,
		github_sha1: claims.sha
	};
	return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== void 0));
}
/** v0.2 names git commits by the digest that they are. */
function commitDigest(sha) {
	return sha.length === 64 ? { sha256: sha } : { sha1: sha };
}

// src/predicates/state.ts
/**
* The run's provenance in the versions asked for, v1 first, and what its reader should know that it cannot say.
* @throws WaybillError INPUT_INVALID when the event's payload is to be recorded and there is none
*/
async function makeProvenance(run, from) {
	const { buildType, provenanceVersion = "v1" } = from.inputs;
	const notices = checkoutNotices(run, from.checkout);
	if (provenanceVersion !== "v0.2" && buildType === "github") notices.push(...gitHubNotices(run, from.inputs));
	if (provenanceVersion === "v1" && buildType === "github") return {
		provenance: [v1(githubProvenance(run))],
		notices
	};
	const full = provenanceVersion !== "v0.2" && buildType === "full";
	const { facts, redacted } = await gatherFacts(run, from, full);
	notices.push(...redactionNotices(facts, redacted));
	if (full && facts.startedOn === void 0) notices.push({
		severity: "notice",
		text: "The run's start time is not stated: GitHub's API did not tell it (private repositories need `actions: read`)."
	});
	const old = {
		kind: "slsa02",
		predicateType: SLSA_V02,
		predicate: provenanceV02(run, facts)
	};
	if (provenanceVersion === "v0.2") return {
		provenance: [old],
		notices
	};
	const current = v1(full ? fullProvenance(run, facts) : githubProvenance(run));
	return {
		provenance: provenanceVersion === "both" ? [current, old] : [current],
		notices
	};
}
function v1(predicate) {
	return {
		kind: "provenance",
		predicateType: SLSA_V1,
		predicate
	};
}
/** What GitHub's build type has no place for, or is not meant for. */
function gitHubNotices(run, { eventPayload = "none", vars, provenanceVersion }) {
	const warnings = [];
	if (isExcludedEvent(run)) warnings.push(`The build type of GitHub's provenance is not meant for the event ${run.claims.event_name}; \`build-type: full\` is.`);
	const asked = [...eventPayload === "none" ? [] : ["`event-payload`"], ...Object.keys(vars?.values ?? {}).length === 0 ? [] : ["`vars`"]];
	if (asked.length > 0) {
		const where = provenanceVersion === "both" ? "only provenance v0.2 has them" : "`build-type: full` has";
		warnings.push(`The build type of GitHub's provenance has no field for ${asked.join(" and ")}; ${where}.`);
	}
	return warnings.map((text) => ({
		severity: "warning",
		text
	}));
}
function redactionNotices({ event, vars }, payload) {
	return [
		["the inputs", event.redacted],
		["the variables", vars?.redacted ?? []],
		["the event's payload", payload]
	].flatMap(([where, names]) => {
		if (names.length === 0) return [];
		return [{
			severity: "warning",
			text: `What looked like a credential was left out of the provenance, in ${where}: ${names.slice(0, 20).join(", ") + (names.length > 20 ? ` and ${names.length - 20} more` : "")}.`
		}];
	});
}
/** The attested commit would not be the one that was built. */
function checkoutNotices(run, checkout) {
	if (checkout.kind === "none") return [];
	const warnings = [];
	if (checkout.commit !== run.claims.sha) warnings.push(`The commit checked out (${checkout.commit}) is not the run's own (${run.claims.sha}), which the provenance names as the source.`);
	if (checkout.dirty) warnings.push("Files of the checked-out commit were changed before this step: what was built is not the commit alone.");
	return warnings.map((text) => ({
		severity: "warning",
		text
	}));
}

// src/subjects/split.ts
/**
* The subjects in groups that fit one statement each, in their order: all groups are full but the last. Equal subjects
* give equal groups, so that a run that is repeated finds its statements again.
*/
function splitSubjects(subjects, max = MAX_SUBJECTS) {
	const [first, ...rest] = subjects;
	let group = [first];
	const groups = [group];
	for (const subject of rest) if (group.length < max) group.push(subject);
	else groups.push(group = [subject]);
	return groups;
}

// src/plan.ts
/**
* The predicates that the user gave: SBOMs, then the one of another type.
* @throws WaybillError INPUT_INVALID that names the file and the place of the first fault
*/
async function readGivenPredicates(inputs, workspace) {
	const predicates = [];
	for (const name of inputs.sbomPaths) predicates.push({
		...readSbom(await readInput(name, workspace, "sbom-path"), name),
		given: true
	});
	const own = inputs.predicate;
	if (own !== void 0) {
		const custom = "text" in own.from ? readCustomPredicate(own.type, own.from.text, "predicate") : readCustomPredicate(own.type, await readInput(own.from.path, workspace, "predicate-path"), "predicate-path");
		predicates.push({
			...custom,
			given: true
		});
	}
	return predicates;
}
async function readInput(name, workspace, input) {
	try {
		const bytes = await readFile(path.resolve(workspace, name));
		if (bytes.length <= 16777216 * 2) return bytes;
	} catch (error) {
		throw new WaybillError("INPUT_INVALID", {
			what: `The file that the input \`${input}\` names cannot be read.`,
			got: `${name.replaceAll(/\p{C}/gu, "?")} (${kindOf$1(error)})`,
			expected: `a file, relative to ${workspace}`,
			todo: "Correct the path, or write the file before this step."
		});
	}
	throw new WaybillError("INPUT_INVALID", {
		what: `The file that the input \`${input}\` names is too large for a predicate.`,
		expected: `at most ${MAX_PREDICATE_BYTES} bytes`
	});
}
/**
* All statements of a run in their order: each predicate over all subjects, in as many statements as verifiers need,
* or over each subject alone.
*/
function planStatements(subjects, predicates, inputs) {
	const groups = inputs.bundlePer === "run" ? [subjects] : subjects.map((subject) => [subject]);
	const parts = predicates.flatMap((stated) => groups.flatMap((group) => splitSubjects(group).map((part) => ({
		stated,
		part,
		base: baseName(group)
	}))));
	assertFits(parts.map(({ stated }) => stated));
	const names = fileNames(parts.map(({ stated, base }) => ({
		kind: stated.kind,
		base
	})), inputs.provenanceName);
	return parts.map(({ stated, part }, index) => ({
		fileName: names[index] ?? "",
		statement: encodeStatement(part, stated.predicateType, stated.predicate),
		givenPredicate: stated.given
	}));
}
/** What all statements of a run may have of predicates: they are held in memory until the last is stored. */
const MAX_STATED_BYTES = 268435456;
function assertFits(stated) {
	const sizes = new Map(stated.map((one) => [one, 0]));
	for (const one of sizes.keys()) sizes.set(one, Buffer.byteLength(JSON.stringify(one.predicate)));
	const bytes = stated.reduce((total, one) => total + (sizes.get(one) ?? 0), 0);
	if (bytes <= MAX_STATED_BYTES) return;
	throw new WaybillError("INPUT_INVALID", {
		what: "The statements of this run would repeat too much. Nothing was signed.",
		got: `${stated.length} statements with ${bytes} bytes of predicates in all`,
		expected: `at most ${MAX_STATED_BYTES} bytes`,
		todo: "Use `bundle-per: run` with a large SBOM or predicate, or attest fewer subjects in one step."
	});
}
/** All statements of the run: its provenance, then what the user gave, and nothing in them that is secret. */
async function stateAll(run, subjects, checkout, { inputs, job, ports, progress, given }) {
	const head = await checkout;
	if (head.kind === "none") ports.log.info(`There is no commit here to compare with the run's: ${head.reason}.`);
	const { provenance, notices } = await makeProvenance(run, {
		inputs,
		job,
		ports,
		checkout: head
	});
	progress.notices.push(...notices);
	const statements = planStatements(subjects, [...provenance.map((predicate) => ({
		...predicate,
		given: false
	})), ...given], inputs);
	for (const { statement } of statements) assertPublishable(statement, ports.reveals);
	return statements;
}

// src/publish/file.ts
/** The folder for the run's bundles: the one given, relative to the workspace, or a fresh one in `temp`. */
async function openOutputDir(given, job) {
	try {
		if (given === void 0) return await mkdtemp(path.join(job.temp, "waybill-"));
		const dir = path.resolve(job.workspace, given);
		await mkdir(dir, { recursive: true });
		return dir;
	} catch (error) {
		throw notWritable(given ?? job.temp, error);
	}
}
/**
* Writes a bundle before it is judged, under a name that nobody publishes by a pattern, and gives it its own name when
* `judge` accepts it. What `judge` refuses stays there to be looked at.
* @throws WaybillError INPUT_INVALID where it cannot be written, or would replace a file that is no bundle
*/
async function writeJudged(file, bytes, judge) {
	const pending = `${file}.unverified`;
	try {
		await writeFile(pending, bytes);
	} catch (error) {
		throw notWritable(pending, error);
	}
	const judged = judge();
	await assertReplaceable(file);
	await rename(pending, file);
	return judged;
}
/** An earlier file of the same kind may be replaced; what else lies there is somebody's. */
async function assertReplaceable(file, mark = "application/vnd.dev.sigstore.bundle") {
	const there = await readFile(file, "utf8").catch(() => void 0);
	if (there === void 0 || there.includes(mark)) return;
	throw new WaybillError("INPUT_INVALID", {
		what: `What this step writes would replace ${file}, which is something else.`,
		todo: "Set `output-dir` or `provenance-name` to something else."
	});
}
function notWritable(where, error) {
	return new WaybillError("INPUT_INVALID", {
		what: `The bundle cannot be written to ${where}.`,
		got: kindOf$1(error),
		expected: "a folder that this job may write to",
		todo: "Set `output-dir` to one, or `provenance-name` to a shorter name."
	});
}

// src/report/commands.ts
/** On one line, for outputs and programs. */
function commandLine(command) {
	return command.parts.join(" ");
}
/** On several lines, for people. */
function commandBlock(command) {
	return `# ${command.title}\n${command.parts.join(" \\\n  ")}`;
}
/** The address under which this version's package is published. */
const PACKAGE_URL = `${PROJECT_URL}/releases/download/v${VERSION$4}/waybill-${VERSION$4}.tgz`;
/**
* The exact commands that verify the first subject of a result with each tool; consumers put another file's name in
* the place of the first. Empty when there is nothing to verify.
*/
function verifyCommands(result) {
	const [file] = result.files;
	const [subject] = file?.bundle.statement.subjects ?? [];
	const { run, instance } = result;
	if (file === void 0 || subject?.name === void 0 || run === void 0 || instance === void 0) return [];
	const words = {
		artifact: shellWord(fileArgument(subject.name)),
		bundle: shellWord(fileArgument(file.fileName)),
		signer: shellWord(run.builderId),
		alternativeName: shellWord(file.bundle.certificate.subjectAlternativeName),
		issuer: shellWord(run.claims.iss),
		predicateType: file.bundle.statement.predicateType,
		ownRoot: instance.name !== "public"
	};
	const inStore = result.published.some((p) => p.target === "github" && (p.status === "stored" || p.status === "already-stored"));
	return [
		waybill(run, words),
		...run.serverUrl === "https://github.com" ? gh(run, words, inStore) : [],
		cosign(words)
	];
}
function waybill(run, words) {
	return {
		tool: "waybill",
		title: words.ownRoot ? "Waybill, offline, with the trusted root of your Sigstore instance" : "Waybill, offline",
		parts: [
			`npm exec --yes --package=${PACKAGE_URL} --`,
			`waybill verify ${words.artifact} --bundle ${words.bundle}`,
			`--source-repository ${shellWord(run.repositoryUrl)}`,
			`--signer ${words.signer}`,
			...run.claims.iss === "https://token.actions.githubusercontent.com" ? [] : [`--issuer ${words.issuer}`],
			...words.ownRoot ? ["--trusted-root trusted_root.json"] : []
		]
	};
}
/** By the attestation store where the bundle is there, and offline. */
function gh(run, words, inStore) {
	const identity = [
		`gh attestation verify ${words.artifact} --repo ${shellWord(run.claims.repository)}`,
		`--cert-identity ${words.alternativeName}`,
		`--source-digest ${run.claims.sha}`,
		...words.predicateType === "https://slsa.dev/provenance/v1" ? [] : [`--predicate-type ${shellWord(words.predicateType)}`],
		...run.claims.iss === "https://token.actions.githubusercontent.com" ? [] : [`--cert-oidc-issuer ${words.issuer}`]
	];
	const offline = {
		tool: "gh",
		title: words.ownRoot ? "gh, offline, with your trusted root on one line" : "gh, offline, with a trusted root fetched before",
		parts: [
			...words.ownRoot ? [] : ["gh attestation trusted-root > trusted_root.jsonl &&"],
			...identity,
			`--bundle ${words.bundle} --custom-trusted-root trusted_root.jsonl`
		]
	};
	return inStore && !words.ownRoot ? [{
		tool: "gh",
		title: "gh, with the bundle from GitHub's attestation store",
		parts: identity
	}, offline] : [offline];
}
function cosign(words) {
	return {
		tool: "cosign",
		title: words.ownRoot ? "cosign 3, offline, with your trusted root" : "cosign 3, offline, with a trusted root fetched before",
		parts: [
			...words.ownRoot ? [] : ["cosign trusted-root create --with-default-services --out trusted_root.json &&"],
			`cosign verify-blob-attestation --bundle ${words.bundle} --type ${words.predicateType === "https://slsa.dev/provenance/v1" ? "slsaprovenance1" : shellWord(words.predicateType)}`,
			`--certificate-identity ${words.alternativeName}`,
			`--certificate-oidc-issuer ${words.issuer}`,
			`--trusted-root trusted_root.json ${words.artifact}`
		]
	};
}
/** A name as a program's argument: never taken for an option. */
function fileArgument(name) {
	return name.startsWith("-") ? `./${name}` : name;
}
/** A word of a POSIX shell, quoted where it must be. */
function shellWord(word) {
	return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

// src/report/outputs.ts
/** Runners refuse a step's outputs above 1 MiB in all; `result-path` always has everything. */
const MAX_RESULT_BYTES = 524288;
/** Everything about a result as JSON, for the file and, where it fits, the output `result`. */
function resultJson(result) {
	const { run, instance } = result;
	return {
		outcome: result.outcome,
		...result.error === void 0 ? {} : { error: {
			code: result.error.code,
			message: result.error.message
		} },
		...run === void 0 ? {} : {
			source: {
				repository: run.repositoryUrl,
				ref: run.claims.ref,
				commit: run.claims.sha
			},
			builder: run.builderId,
			issuer: run.claims.iss,
			invocation: run.invocationId
		},
		...instance === void 0 ? {} : {
			sigstore: instance.name,
			trustedRoot: instance.root.description
		},
		subjects: (result.subjects ?? []).map(({ name, digest }) => ({
			name,
			digest
		})),
		bundles: result.files.map((file) => ({
			path: file.path,
			predicateType: file.bundle.statement.predicateType,
			reused: file.reused,
			logIndexes: file.bundle.logIndexes,
			level: file.bundle.level,
			checks: file.bundle.checks,
			unchecked: file.bundle.unchecked
		})),
		unsigned: result.unsigned,
		stored: result.published.map((p) => p.status === "failed" ? {
			target: p.target,
			status: p.status,
			error: {
				code: p.error.code,
				message: p.error.message
			}
		} : p),
		notices: result.notices,
		verifyCommands: verifyCommands(result).map((c) => ({
			tool: c.tool,
			title: c.title,
			command: commandLine(c)
		}))
	};
}
/** The step's outputs under the names of `action.yml`; an output that has no value is left out. */
function outputsOf(result, resultPath) {
	const file = result.files.find(({ order }) => order === 0);
	const attestation = result.published.find((p) => p.target === "github" && p.status !== "skipped" && p.status !== "failed");
	const assets = result.published.flatMap((p) => p.target === "release" && (p.status === "stored" || p.status === "already-stored") ? [{
		name: p.name,
		url: p.url,
		status: p.status
	}] : []);
	const outputs = {
		"bundle-path": file?.path,
		"bundle-paths": result.files.map((f) => f.path).join("\n"),
		"statement-paths": result.unsigned.join("\n"),
		"attestation-id": attestation !== void 0 && "id" in attestation ? attestation.id : void 0,
		"attestation-url": attestation !== void 0 && "url" in attestation ? attestation.url : void 0,
		"subject-count": result.subjects === void 0 ? void 0 : String(result.subjects.length),
		"release-assets": assets.length === 0 ? void 0 : JSON.stringify(assets),
		"log-index": file?.bundle.logIndexes[0],
		level: file === void 0 ? void 0 : String(file.bundle.level.build),
		"verify-commands": verifyCommands(result).map(commandLine).join("\n"),
		result: fitting(result),
		"result-path": resultPath
	};
	return Object.fromEntries(Object.entries(outputs).filter((entry) => entry[1] !== void 0 && entry[1] !== ""));
}
/** The result as an output: whole, or without its subjects, or not at all. */
function fitting(result) {
	const whole = JSON.stringify(resultJson(result));
	if (Buffer.byteLength(whole) <= MAX_RESULT_BYTES) return whole;
	const { subjects: _, ...rest } = resultJson(result);
	const cut = JSON.stringify({
		...rest,
		subjects: [],
		truncated: `${result.subjects?.length ?? 0} subjects: see result-path`
	});
	return Buffer.byteLength(cut) <= MAX_RESULT_BYTES ? cut : "";
}
/** A subject as one line of the log. */
function subjectLine(subject) {
	return `${primaryDigest(subject.digest)}  ${subject.name}`;
}

// src/run/checkout.ts
/** The exit code of a program that did not end in time, as `timeout` gives it. */
const TIMED_OUT = 124;
const NO_FETCHING = [
	"allow",
	"ext.allow",
	"file.allow",
	"git.allow",
	"http.allow",
	"https.allow",
	"ssh.allow"
].flatMap((name) => ["-c", `protocol.${name}=never`]);
/**
* The commit that is really checked out, and whether tracked files differ from it. Untracked files are what a build
* leaves, so they do not count. Of the folder's own git configuration, hooks and the file monitor are switched off;
* its filters may run, without anything of ours in their environment.
*/
async function readCheckout(workspace, exec) {
	const git = (...args) => exec("git", [
		"-c",
		"core.fsmonitor=false",
		"-c",
		"core.hooksPath=/dev/null",
		...NO_FETCHING,
		"--no-optional-locks",
		...args
	], { cwd: workspace });
	const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
	if (head.code === 127) return {
		kind: "none",
		reason: "git is not installed"
	};
	if (head.code === 124) return {
		kind: "none",
		reason: "git did not answer"
	};
	const commit = head.stdout.trim();
	if (head.code !== 0 || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return {
		kind: "none",
		reason: (await git("rev-parse", "--is-inside-work-tree")).code === 0 ? "the repository has no commit yet" : "git finds no repository that it may read"
	};
	const status = await git("status", "--porcelain", "--untracked-files=no");
	return {
		kind: "commit",
		commit,
		dirty: status.code === 0 && status.stdout.trim() !== ""
	};
}

// src/run/run.ts
/** @throws WaybillError TOKEN_INVALID when the workflow file lies in another repository than the source */
function describeRun(claims, serverUrl) {
	const server = baseUrl(serverUrl);
	const repositoryUrl = `${server}/${claims.repository}`;
	return {
		claims,
		serverUrl: server,
		repositoryUrl,
		sourceUri: `git+${repositoryUrl}@${claims.ref}`,
		workflowPath: workflowPath(claims),
		builderId: `${server}/${claims.job_workflow_ref}`,
		invocationId: `${repositoryUrl}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`
	};
}
/**
* `workflow_ref` is `o/r/PATH@REF`. Both parts may hold an `@`, so known ends are taken off, never split
* (github-actions-buildtypes, "workflow/v1").
*/
function workflowPath(claims) {
	const prefix = `${claims.repository}/`;
	const rest = claims.workflow_ref.startsWith(prefix) ? claims.workflow_ref.slice(prefix.length) : void 0;
	const suffix = `@${claims.ref}`;
	const end = rest?.endsWith(suffix) === true ? rest.length - suffix.length : rest?.indexOf("@refs/") ?? -1;
	if (rest === void 0 || end <= 0) throw new WaybillError("TOKEN_INVALID", {
		what: "The workflow that runs is not a file of the repository that it runs for, so its path cannot be stated.",
		got: claims.workflow_ref,
		expected: `${prefix}PATH@REF`,
		todo: "Attest in a workflow of the repository itself, or in a reusable workflow that it calls."
	});
	return rest.slice(0, end);
}
/**
* The issuer of a server's tokens: GitHub's own, a data-residency tenant's (`*.ghe.com`), or below the server's URL
* on GitHub Enterprise Server (docs.github.com, "OpenID Connect reference").
*/
function issuerOf(serverUrl) {
	const url = new URL(serverUrl);
	if (url.hostname === "github.com") return "https://token.actions.githubusercontent.com";
	if (/^[a-z0-9-]+\.ghe\.com$/.test(url.hostname)) return `https://token.actions.${url.hostname}`;
	return `${baseUrl(serverUrl)}/_services/token`;
}

// src/run/claims.ts
const NAME = /^[A-Za-z0-9_.-]+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NUMBER = /^[0-9]{1,20}$/;
const WORD = /^[A-Za-z0-9_-]{1,64}$/;
const VISIBLE = /^[^\s\p{C}]{1,1024}$/u;
const VISIBLE_OR_SPACE = /^(?: |[^\s\p{C}]){1,1024}$/u;
const LABEL = /^[^\p{Cc}]{1,255}$/u;
const SHAPES = {
	event_name: WORD,
	job_workflow_ref: VISIBLE_OR_SPACE,
	job_workflow_sha: COMMIT,
	ref: VISIBLE,
	repository: /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
	repository_id: NUMBER,
	repository_owner: NAME,
	repository_owner_id: NUMBER,
	run_attempt: NUMBER,
	run_id: NUMBER,
	runner_environment: WORD,
	sha: COMMIT,
	workflow_ref: VISIBLE_OR_SPACE,
	workflow_sha: COMMIT
};
/**
* The claims of a verified token's payload; what is not needed is ignored, since GitHub adds claims.
* @throws WaybillError TOKEN_INVALID that names every claim that is missing or malformed
*/
function readClaims(payload, audience) {
	const bad = [];
	const take = (name, shape) => {
		const value = payload[name];
		if (typeof value === "string" && shape.test(value)) return value;
		bad.push(value === void 0 ? `${name} (missing)` : name);
		return "";
	};
	const optional = (name, shape) => payload[name] === void 0 || payload[name] === "" ? void 0 : take(name, shape);
	const claims = {
		iss: take("iss", VISIBLE),
		sub: take("sub", /^[^\p{Cc}]{1,2048}$/u),
		aud: audience,
		exp: typeof payload["exp"] === "number" ? payload["exp"] : 0,
		event_name: take("event_name", SHAPES.event_name),
		job_workflow_ref: take("job_workflow_ref", SHAPES.job_workflow_ref),
		job_workflow_sha: take("job_workflow_sha", SHAPES.job_workflow_sha),
		ref: take("ref", SHAPES.ref),
		repository: take("repository", SHAPES.repository),
		repository_id: take("repository_id", SHAPES.repository_id),
		repository_owner: take("repository_owner", SHAPES.repository_owner),
		repository_owner_id: take("repository_owner_id", SHAPES.repository_owner_id),
		run_attempt: take("run_attempt", SHAPES.run_attempt),
		run_id: take("run_id", SHAPES.run_id),
		runner_environment: take("runner_environment", SHAPES.runner_environment),
		sha: take("sha", SHAPES.sha),
		workflow_ref: take("workflow_ref", SHAPES.workflow_ref),
		workflow_sha: take("workflow_sha", SHAPES.workflow_sha),
		repository_visibility: optional("repository_visibility", WORD),
		environment: optional("environment", LABEL),
		actor: optional("actor", LABEL),
		actor_id: optional("actor_id", NUMBER),
		base_ref: optional("base_ref", VISIBLE),
		head_ref: optional("head_ref", VISIBLE),
		ref_type: optional("ref_type", WORD),
		run_number: optional("run_number", NUMBER)
	};
	if (bad.length > 0) throw new WaybillError("TOKEN_INVALID", {
		what: "GitHub's OIDC token lacks claims that provenance is made of.",
		got: `missing or malformed: ${bad.join(", ")}`,
		expected: "the claims that GitHub Actions puts into every job's token"
	});
	return claims;
}
/** The claims that differ between two tokens of one job; time and token ids are no claims here. */
function changedClaims(before, after) {
	return Object.keys(before).filter((name) => name !== "exp" && before[name] !== after[name]);
}

// src/run/token.ts
/** The audience that Sigstore's certificate authorities ask for; one token serves the claims and the certificate. */
const AUDIENCE = "sigstore";
/** A token with less left is asked for anew: the certificate authority must still accept it when it arrives. */
const FRESH_FOR_MS = 3e4;
/**
* Asks for the job's token and checks it: signature by the issuer's keys, issuer, audience, expiry.
* @param issuer the issuer expected; the token's may add one enterprise slug to it, as GitHub's do
* @throws WaybillError TOKEN_INVALID, CLAIMS_CHANGED, UNREACHABLE
*/
async function obtainIdentity(request, issuer, ports) {
	let current = await obtainToken(request, issuer, ports);
	const { claims } = current;
	return {
		claims,
		async token() {
			if (current.claims.exp * 1e3 - ports.now() < FRESH_FOR_MS) {
				const renewed = await obtainToken(request, issuer, ports);
				const changed = changedClaims(claims, renewed.claims);
				if (changed.length > 0) throw new WaybillError("CLAIMS_CHANGED", {
					what: "GitHub's second OIDC token of this job speaks of another identity than the first.",
					got: `different: ${changed.join(", ")}`,
					todo: "Run the job again; if it fails again, the issuer is at fault."
				});
				current = renewed;
			}
			return current.jwt;
		}
	};
}
async function obtainToken(request, issuer, ports) {
	const jwt = await requestToken(request, ports);
	const claimed = claimedIssuer(jwt);
	if (!isExpectedIssuer(claimed, issuer)) throw new WaybillError("TOKEN_INVALID", {
		what: "GitHub's OIDC token comes from an issuer that is not expected.",
		got: claimed,
		expected: `${issuer}, or that with one enterprise name behind it`,
		todo: "Set `oidc-issuer` if your server's issuer is another one."
	});
	const payload = await verify$1(jwt, createLocalJWKSet(await fetchKeys(claimed, ports.http)), ports.now());
	return {
		jwt,
		claims: readClaims(payload, AUDIENCE)
	};
}
async function requestToken(request, ports) {
	const url = callableUrl(request.url);
	if (url === void 0) throw unreachable("The runner's address for OIDC tokens is not an https URL.", void 0);
	url.searchParams.set("audience", AUDIENCE);
	ports.mask(request.bearer);
	const headers = {
		authorization: `Bearer ${request.bearer}`,
		accept: "application/json"
	};
	try {
		return await ports.http.call({
			method: "GET",
			url: url.href,
			headers
		}, (answer) => {
			const body = jsonAnswer(200)(answer);
			if (!isRecord(body) || typeof body["value"] !== "string" || body["value"] === "") throw new Error("no token");
			ports.mask(body["value"]);
			return body["value"];
		});
	} catch (error) {
		const status = error instanceof CallFailed ? error.last.status : void 0;
		throw unreachable("GitHub's OIDC token service gave no token.", status === void 0 ? describe(error) : status < 400 ? "an answer without a token" : `status ${status}`);
	}
}
function claimedIssuer(jwt) {
	try {
		const { iss } = decodeJwt(jwt);
		if (iss !== void 0) return iss;
	} catch {}
	throw new WaybillError("TOKEN_INVALID", { what: "GitHub's OIDC token is not a JSON Web Token with an issuer." });
}
/**
* The issuer exactly, or with one segment behind it: enterprises may have their tokens issued under their slug
* (docs.github.com, "Customizing the issuer value for an enterprise").
*/
function isExpectedIssuer(claimed, expected) {
	if (claimed === expected) return true;
	return claimed.startsWith(`${expected}/`) && /^[A-Za-z0-9-]{1,64}$/.test(claimed.slice(expected.length + 1));
}
async function fetchKeys(issuer, http) {
	const discoveryUrl = callableUrl(`${issuer}/.well-known/openid-configuration`);
	if (discoveryUrl === void 0) throw unreachable("The OIDC issuer is not an https URL.", issuer);
	try {
		const jwksUri = await http.call({
			method: "GET",
			url: discoveryUrl.href
		}, (answer) => {
			const body = jsonAnswer(200)(answer);
			if (!isRecord(body) || body["issuer"] !== issuer) throw new FinalAnswer("another issuer");
			const uri = typeof body["jwks_uri"] === "string" ? callableUrl(body["jwks_uri"]) : void 0;
			if (uri === void 0) throw new FinalAnswer("no usable jwks_uri");
			return uri.href;
		});
		return await http.call({
			method: "GET",
			url: jwksUri
		}, (answer) => {
			const body = jsonAnswer(200)(answer);
			if (!isKeySet(body)) throw new Error("no keys");
			return body;
		});
	} catch (error) {
		throw unreachable(`The keys of the OIDC issuer ${issuer} could not be fetched.`, describe(error));
	}
}
async function verify$1(jwt, keys, now) {
	try {
		const { payload } = await jwtVerify(jwt, keys, {
			algorithms: ["RS256"],
			audience: AUDIENCE,
			requiredClaims: [
				"iss",
				"aud",
				"exp",
				"sub"
			],
			currentDate: new Date(now),
			clockTolerance: 30
		});
		return payload;
	} catch (error) {
		const code = error instanceof JOSEError ? error.code : "unknown";
		const claim = error instanceof JWTClaimValidationFailed ? ` (claim ${error.claim})` : "";
		throw new WaybillError("TOKEN_INVALID", {
			what: "GitHub's OIDC token did not pass the check of its signature, audience and time.",
			got: `${code}${claim}`,
			expected: `a token for the audience ${AUDIENCE}, signed by its issuer with RS256 and not expired`,
			todo: "Check this machine's clock if the token is said to be expired; otherwise run the job again."
		});
	}
}
function unreachable(what, got) {
	return new WaybillError("UNREACHABLE", {
		what,
		...got === void 0 ? {} : { got },
		todo: "Run the job again; if it keeps failing, see GitHub's status page or allow the address in your firewall."
	});
}
function describe(error) {
	return error instanceof CallFailed ? `${error.last.text} (after ${error.attempts} tries)` : "no usable answer";
}
function isKeySet(value) {
	return isRecord(value) && Array.isArray(value["keys"]) && value["keys"].every(isRecord);
}

// src/run/variables.ts
/** The runner's variables that say what a token's claims would (docs.github.com, "Variables reference"). */
const VARIABLES = {
	event_name: "GITHUB_EVENT_NAME",
	job_workflow_ref: "GITHUB_WORKFLOW_REF",
	job_workflow_sha: "GITHUB_WORKFLOW_SHA",
	ref: "GITHUB_REF",
	repository: "GITHUB_REPOSITORY",
	repository_id: "GITHUB_REPOSITORY_ID",
	repository_owner: "GITHUB_REPOSITORY_OWNER",
	repository_owner_id: "GITHUB_REPOSITORY_OWNER_ID",
	run_attempt: "GITHUB_RUN_ATTEMPT",
	run_id: "GITHUB_RUN_ID",
	runner_environment: "RUNNER_ENVIRONMENT",
	sha: "GITHUB_SHA",
	workflow_ref: "GITHUB_WORKFLOW_REF",
	workflow_sha: "GITHUB_WORKFLOW_SHA",
	actor: "GITHUB_ACTOR",
	actor_id: "GITHUB_ACTOR_ID",
	base_ref: "GITHUB_BASE_REF",
	head_ref: "GITHUB_HEAD_REF",
	ref_type: "GITHUB_REF_TYPE",
	run_number: "GITHUB_RUN_NUMBER"
};
/**
* What stands in for claims in a dry run without a token: the one place where variables may, since nothing is signed.
* The job of a reusable workflow is taken for one of the calling workflow, which the variables name.
* @throws WaybillError TOKEN_INVALID that names what is missing
*/
function claimsFromVariables(env, serverUrl) {
	const payload = {
		iss: issuerOf(serverUrl),
		sub: "dry run: no token",
		exp: 0
	};
	for (const [claim, variable] of Object.entries(VARIABLES)) {
		const value = env[variable];
		if (value !== void 0 && value !== "") payload[claim] = value;
	}
	return readClaims(payload, AUDIENCE);
}

// src/dry-run.ts
/**
* The full statements, unsigned, and nothing else: nothing is signed, logged or stored, and no token is needed. Without
* one the runner's variables stand for the claims, and the report says so.
*/
async function dryRun(found, world) {
	const { inputs, job, ports, progress } = world;
	const run = await dryIdentity(world);
	progress.run = run;
	const { subjects } = await found.hash();
	progress.subjects = subjects;
	for (const subject of subjects.slice(0, 200)) ports.log.info(subjectLine(subject));
	const statements = await stateAll(run, subjects, readCheckout(job.workspace, ports.exec), world);
	assertNamesApart(statements, subjects);
	const folder = await openOutputDir(inputs.outputDir, job);
	for (const { fileName, statement } of statements) {
		const file = path.join(folder, `${fileName.replace(/\.intoto\.jsonl$/, "")}.unsigned.json`);
		await assertReplaceable(file, "https://in-toto.io/Statement/");
		await writeFile(file, statement.bytes);
		progress.unsigned.push(file);
		ports.log.info(`unsigned statement: ${file}`);
	}
	return true;
}
async function dryIdentity({ inputs, job, ports, progress }) {
	const notice = (text) => void progress.notices.push({
		severity: "notice",
		text
	});
	if (job.tokenRequest === void 0) {
		notice("A dry run: nothing was signed or stored. There is no OIDC token, so the runner's variables stand for its claims: any earlier step could have changed them.");
		return describeRun(claimsFromVariables(job.variables, job.serverUrl), job.serverUrl);
	}
	notice("A dry run: nothing was signed or stored.");
	const net = http(ports.fetcher, new Patience(inputs.maxWait, ports.clock));
	const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
	const token = {
		http: net,
		mask: ports.mask,
		now: () => ports.clock.now()
	};
	const { claims } = await obtainIdentity(job.tokenRequest, issuer, token);
	return describeRun(claims, job.serverUrl);
}

// src/pool.ts
/**
* Does `work` for every item, at most `limit` at a time, and gives the results in the items' order. The first failure
* ends it: what has begun is waited for, what has not begun does not begin.
*/
async function inParallel(items, limit, work) {
	const results = /* @__PURE__ */ new Map();
	const waiting = items.entries();
	let failed = false;
	const worker = async () => {
		for (const [index, item] of waiting) {
			if (failed) return;
			try {
				results.set(index, await work(item, index));
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	};
	const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
	const ends = await Promise.allSettled(workers);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	return items.flatMap((_, index) => {
		const result = results.get(index);
		return result === void 0 ? [] : [result];
	});
}

// src/publish/reuse.ts
/**
* The first of the bundles that says what we would say: it verifies for our own signer, source and commit, of
* whatever run or attempt, and states the same subjects, predicate type and build
* type, and the same predicate where the user gave it. With new keys and a new
* attempt the bytes are never the same, so equal cannot mean equal bytes.
*/
function findEqual(bundles, planned, trust) {
	for (const json of bundles.flatMap(splitBundles)) try {
		const found = verifyBundle(json, planned.expected, trust);
		if (statesTheSame(found, planned)) return found;
	} catch {}
}
function statesTheSame(found, { statement, givenPredicate }) {
	const { body } = statement;
	return found.statement.predicateType === body.predicateType && sameJson(buildTypeOf(found.statement.predicate), buildTypeOf(body.predicate)) && (!givenPredicate || sameJson(found.statement.predicate, body.predicate)) && sameSubjects(found.statement.subjects, body.subject);
}
/** Of provenance v1 or v0.2; other predicates have none. */
function buildTypeOf(predicate) {
	return at(predicate, "buildDefinition", "buildType") ?? at(predicate, "buildType");
}
function sameSubjects(found, wanted) {
	if (found.length !== wanted.length) return false;
	const byName = new Map(found.map((subject) => [subject.name, subject.digest]));
	return wanted.every((subject) => {
		const digest = byName.get(subject.name);
		return digest !== void 0 && sameDigests(digest, subject.digest);
	});
}

// src/publish/stores.ts
/** Calls to GitHub at a time, as its guidelines for integrators advise few. */
const AT_ONCE = 4;
/** Asks every target what it holds of every statement. */
async function askStores(plan, targets, root) {
	return await inParallel(plan, AT_ONCE, async (planned) => {
		const { body } = planned.statement;
		const at = await Promise.all(targets.map(async (target) => {
			const holding = await target.find(planned.fileName, primaryDigest(body.subject[0].digest));
			return {
				target,
				holding,
				equal: holding.kind === "bundles" ? findEqual(holding.bundles, planned, root) : void 0
			};
		}));
		return {
			planned,
			at,
			reused: at.find((answer) => answer.equal !== void 0)?.equal
		};
	});
}
/** Stores one bundle in every target, each on its own; `report` hears of each as soon as it is known. */
async function storeEverywhere(held, bundle, report) {
	await Promise.all(held.at.map(async ({ target, holding, equal }) => {
		if (holding.kind === "unknown") {
			report({
				target: target.name,
				status: "failed",
				error: holding.error
			});
			return;
		}
		const state = equal === void 0 ? holding.kind === "bundles" ? "other" : "nothing" : "equal";
		report(await target.store({
			fileName: held.planned.fileName,
			bundle,
			held: state
		}));
	}));
}

// src/publish/github.ts
/** GitHub's attestation store (REST, "Attestations"), where `gh attestation verify` looks. */
function attestationStore(options) {
	const [owner = "", repo = ""] = options.slug.split("/");
	const { client } = options;
	return {
		name: "github",
		async find(_fileName, digest) {
			try {
				return await stored$1(client, owner, repo, digest);
			} catch (error) {
				const refusal = refusalOf(error);
				if (!isUnavailable(refusal) && !isMisdirected(refusal)) return { kind: "nothing" };
				return {
					kind: "unknown",
					error: refused("GitHub's attestation store could not be asked what it holds.", refusal)
				};
			}
		},
		async store(item) {
			if (item.held === "equal") return published$1(options, item, "already-stored", void 0, true);
			try {
				const taken = await persist(options.patience, () => create(item), isPassing);
				return published$1(options, item, "stored", taken.id, taken.seen || await isVisible(item));
			} catch (error) {
				return refusedStore(error, options.mode);
			}
		}
	};
	/** One try. The store takes the same bundle twice, so where an answer is lost, it is asked what it has. */
	async function create(item) {
		try {
			const bundle = JSON.parse(item.bundle.json);
			const { data } = await client.rest.repos.createAttestation({
				owner,
				repo,
				bundle,
				request: { retries: 0 }
			});
			const id = String(data.id);
			return {
				id: /^\d{1,20}$/.test(id) ? id : void 0,
				seen: false
			};
		} catch (error) {
			if (isPassing(error) && await isVisible(item)) return {
				id: void 0,
				seen: true
			};
			throw error;
		}
	}
	async function isVisible(item) {
		const digest = item.bundle.statement.subjects[0]?.digest.sha256;
		if (digest === void 0) return false;
		try {
			const holding = await stored$1(client, owner, repo, `sha256:${digest}`);
			const signature = signatureOf(item.bundle.json);
			return holding.kind === "bundles" && holding.bundles.some((bundle) => signatureOf(bundle) === signature);
		} catch {
			return false;
		}
	}
}
/** Newest first, a hundred a page: what lies further back was made for the same file a thousand times over. */
const MAX_PAGES = 10;
async function stored$1(client, owner, repo, digest) {
	const bundles = [];
	let after;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { data, headers } = await client.rest.repos.listAttestations({
			owner,
			repo,
			subject_digest: digest,
			per_page: 100,
			...after === void 0 ? {} : { after }
		});
		bundles.push(...bundlesIn(data));
		after = cursorIn(headers.link);
		if (after === void 0) break;
	}
	return bundles.length === 0 ? { kind: "nothing" } : {
		kind: "bundles",
		bundles
	};
}
/** The cursor of the Link header's next page. Its address is not called: it is the API's to name, not to choose. */
function cursorIn(link) {
	const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
	if (next === void 0 || !URL.canParse(next)) return void 0;
	return new URL(next).searchParams.get("after") ?? void 0;
}
/** A bundle that is null lies elsewhere, compressed, at its `bundle_url`: it is not fetched, and counts as not there. */
function bundlesIn(data) {
	return list(data, "attestations").flatMap((attestation) => {
		const bundle = typeof attestation === "object" && attestation !== null && "bundle" in attestation ? attestation.bundle : null;
		return bundle === null || bundle === void 0 ? [] : jsonOf(bundle);
	});
}
/** The client reads large numbers as BigInt, which no bundle of ours holds and JSON cannot say. */
function jsonOf(bundle) {
	try {
		return [JSON.stringify(bundle)];
	} catch {
		return [];
	}
}
function isPassing(error) {
	return isClientError(error) && isUnavailable(refusalOf(error));
}
function isClientError(error) {
	return typeof error === "object" && error !== null && "status" in error;
}
function signatureOf(json) {
	return text(JSON.parse(json), "dsseEnvelope", "signatures", 0, "sig");
}
function published$1(options, item, status, id, readBack) {
	const url = id === void 0 ? void 0 : `${options.serverUrl}/${options.slug}/attestations/${id}`;
	return {
		target: "github",
		status,
		name: item.fileName,
		url,
		id,
		readBack
	};
}
function refusedStore(error, mode) {
	if (!isClientError(error)) return {
		target: "github",
		status: "failed",
		error: asWaybillError(error, "Storing in GitHub's attestation store")
	};
	const refusal = refusalOf(error);
	const soft = mode === "auto" ? softRefusal(refusal) : void 0;
	if (soft !== void 0) return {
		target: "github",
		status: "skipped",
		...soft
	};
	return {
		target: "github",
		status: "failed",
		error: refused("GitHub's attestation store did not take the bundle.", refusal, adviceFor(refusal))
	};
}
/** With `auto`, what the plan does not offer is no fault of the job; a missing permission is worth a warning. */
function softRefusal(refusal) {
	if (/feature not available/i.test(refusal.message)) return {
		severity: "notice",
		reason: `GitHub's attestation store is not offered for this repository: ${refusal.message}`
	};
	if (refusal.status === 404) return {
		severity: "notice",
		reason: "This GitHub server has no attestation store, or none for this repository."
	};
	if (refusal.status === 401) return {
		severity: "warning",
		reason: `The bundle was not stored in GitHub's attestation store: GitHub does not know the token (${refusal.message}). ${BAD_TOKEN}`
	};
	if (!isUnavailable(refusal) && refusal.status === 403) return {
		severity: "warning",
		reason: `The bundle was not stored in GitHub's attestation store (${refusal.message}). Add \`attestations: write\` to the job's permissions, or set \`github-attestations: never\`.`
	};
}
function adviceFor(refusal) {
	if (refusal.status === 403) return "Add `attestations: write` to the job's permissions.";
	return "Set `github-attestations: auto` or `never` if this repository has no attestation store.";
}
/** The target when there is no token to call GitHub with. */
function withoutToken$1(name, required) {
	const error = new WaybillError("STORE_REFUSED", {
		what: "There is no token to call GitHub with.",
		got: "an empty `github-token`",
		todo: "Leave `github-token` at its default, `${{ github.token }}`."
	});
	return {
		name,
		find: () => Promise.resolve({ kind: "nothing" }),
		store: () => Promise.resolve(required ? {
			target: name,
			status: "failed",
			error
		} : {
			target: name,
			status: "skipped",
			severity: "notice",
			reason: "`github-token` is empty."
		})
	};
}

// src/publish/release.ts
/**
* The release of a tag: bundles become its assets. Never changes or publishes a release; the subjects are the user's
* to upload.
*/
function releaseTarget(options) {
	const { repository, tag } = options;
	const opened = once(async () => {
		const release = await findRelease(repository, tag, options.create !== void 0);
		return {
			release,
			assets: release === void 0 ? [] : await repository.assets(release.id)
		};
	});
	const subjectsEqual = once(async () => {
		await assertSubjectsEqual(repository, (await opened()).assets, options.subjects);
	});
	const release = once(async () => (await opened()).release ?? await createDraft(options));
	return {
		name: "release",
		async find(fileName) {
			try {
				const { assets } = await opened();
				const asset = assets.find((a) => a.state === "uploaded" && assetKey(a.name) === assetKey(fileName));
				if (asset === void 0) return { kind: "nothing" };
				if (asset.size > 33554432) return {
					kind: "bundles",
					bundles: [""]
				};
				return {
					kind: "bundles",
					bundles: [(await repository.download(asset, MAX_BUNDLE_BYTES)).toString("utf8")]
				};
			} catch (error) {
				return {
					kind: "unknown",
					error: asStoreError(error, tag)
				};
			}
		},
		async store(item) {
			try {
				await subjectsEqual();
				return await storeAsset(options, await release(), (await opened()).assets, item);
			} catch (error) {
				return {
					target: "release",
					status: "failed",
					error: asStoreError(error, tag)
				};
			}
		}
	};
}
/** One answer for all who ask. */
function once(work) {
	let answer;
	return () => answer ??= work();
}
/** A draft, which nobody but the maintainers sees: publishing stays theirs. */
async function createDraft({ repository, tag, create }) {
	if (create === void 0) throw releaseMissing(repository, tag);
	const created = await repository.create(tag, create.commit);
	const release = await findRelease(repository, tag, true) ?? created;
	create.created(`There was no release of ${tag}, so a draft was created. Publishing it is yours.`);
	return release;
}
function asStoreError(error, tag) {
	if (error instanceof WaybillError) return error;
	if (typeof error === "object" && error !== null && "status" in error) return refused(`GitHub did not do what the release ${tag} needed.`, refusalOf(error), "Check that the job has `contents: write`.");
	return asWaybillError(error, `Storing in the release ${tag}`);
}
/** @returns undefined when there is none and it may be created */
async function findRelease(repository, tag, mayBeMissing) {
	const releases = (await repository.releases()).filter((release) => release.tag === tag);
	const [release] = releases;
	if (release === void 0) {
		if (mayBeMissing) return void 0;
		throw releaseMissing(repository, tag);
	}
	if (releases.length > 1) throw new WaybillError("RELEASE_AMBIGUOUS", {
		what: `There are ${releases.length} releases of the tag ${tag} in ${repository.slug}.`,
		got: releases.map((r) => `${r.draft ? "draft" : "published"} ${r.id}`).join(", "),
		expected: "one",
		todo: "Delete all but one; drafts that a failed run left are the usual cause."
	});
	return release;
}
function releaseMissing(repository, tag) {
	return new WaybillError("RELEASE_NOT_FOUND", {
		what: `There is no release of the tag ${tag} in ${repository.slug}.`,
		expected: "a release, draft or published, to upload the bundle to",
		todo: "Create it (as a draft) in an earlier step, or set `create-release: draft`. A draft is visible only with `permissions: contents: write` for this job."
	});
}
/** What the release already holds under a subject's name must be the subject: else two files bear one name. */
async function assertSubjectsEqual(repository, assets, subjects) {
	const byKey = new Map(assets.filter((a) => a.state === "uploaded").map((a) => [assetKey(a.name), a]));
	for (const subject of subjects) {
		const asset = byKey.get(assetKey(subject.name));
		const expected = subject.digest.sha256;
		if (asset === void 0 || expected === void 0) continue;
		const actual = await repository.digest(asset);
		if (actual === expected) continue;
		throw new WaybillError("ASSET_DIGEST_MISMATCH", {
			what: `The release holds another file under the name of a subject, ${asset.name}.`,
			got: `sha256:${actual}`,
			expected: `sha256:${expected}, the file that was attested`,
			todo: "Upload the file that was attested, or attest the one in the release. The bundle was not uploaded."
		});
	}
}
async function storeAsset(options, release, assets, item) {
	const { repository, tag } = options;
	const existing = assets.find((a) => assetKey(a.name) === assetKey(item.fileName));
	if (item.held === "equal" && existing !== void 0) return published("already-stored", release, existing);
	if (release.immutable) throw immutable(tag);
	const bytes = Buffer.from(`${item.bundle.json}\n`, "utf8");
	if (existing?.state === "uploaded") {
		if (!options.overwrite) throw conflict(tag, existing);
		return published("stored", release, await replace(options, release, existing, bytes));
	}
	if (existing !== void 0) await repository.remove(existing);
	return published("stored", release, await uploadChecked(repository, release, item.fileName, bytes));
}
/**
* Puts the bytes in the place of an asset: they are in the release, whole, before anything is deleted. Where it breaks
* off, the release holds one of the two or both.
*/
async function replace({ repository, tag }, release, old, bytes) {
	const ours = await uploadChecked(repository, release, `${old.name}.${randomBytes(4).toString("hex")}.new`, bytes);
	try {
		await repository.remove(old);
	} catch (error) {
		if (isUnavailable(refusalOf(error))) throw halfReplaced(tag, old, ours, error);
		await repository.remove(ours).catch(() => void 0);
		throw error;
	}
	try {
		return await repository.rename(ours, old.name);
	} catch (error) {
		throw halfReplaced(tag, old, ours, error);
	}
}
function halfReplaced(tag, old, ours, error) {
	return refused(`In the release of ${tag}, the asset ${old.name} was to be replaced, and may be deleted. The new bundle is there as ${ours.name}, and could not be given its name.`, refusalOf(error), `Delete ${ours.name} and run the job again.`);
}
/** @throws WaybillError ASSET_DIGEST_MISMATCH when GitHub does not hold what was sent */
async function uploadChecked(repository, release, name, bytes) {
	const asset = await upload(repository, release, name, bytes);
	const expected = sha256(bytes);
	const actual = await repository.digest(await repository.asset(asset.id));
	if (actual !== expected) throw new WaybillError("ASSET_DIGEST_MISMATCH", {
		what: `The release holds other bytes than were uploaded as ${asset.name}.`,
		got: `sha256:${actual}`,
		expected: `sha256:${expected}`,
		todo: "Delete the asset and run the job again."
	});
	return asset;
}
/** Uploads; where an earlier try of ours got through, or half through, finishes what it left. */
async function upload(repository, release, name, bytes) {
	for (let attempt = 1;; attempt++) try {
		return await repository.upload(release, name, bytes);
	} catch (error) {
		const refusal = refusalOf(error);
		if (/\bimmutable\b/i.test(refusal.message)) throw immutable(release.tag);
		const left = (await repository.assets(release.id)).find((a) => assetKey(a.name) === assetKey(name));
		if (left?.state === "uploaded") {
			if (await repository.digest(left) === sha256(bytes)) return left;
			throw conflict(release.tag, left);
		}
		if (left?.state !== "starter" || attempt === 3) throw refused(`GitHub did not take the asset ${name} of the release ${release.tag}.`, refusal, "Check that the job has `permissions: contents: write`.");
		await repository.remove(left);
	}
}
function immutable(tag) {
	return new WaybillError("RELEASE_IMMUTABLE", {
		what: `The release of ${tag} is immutable: nothing can be added to it.`,
		todo: "Create the release as a draft, run this step, and publish it afterwards. The bundle is in the step's output folder."
	});
}
function conflict(tag, asset) {
	return new WaybillError("ASSET_CONFLICT", {
		what: `The release of ${tag} already has an asset ${asset.name}, and it does not state what this run states.`,
		todo: "Set `provenance-name` to another name, delete the asset, or set `overwrite-assets: true` to replace it."
	});
}
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
function published(status, release, asset) {
	const url = release.draft ? publishedUrl(release, asset) : asset.url;
	return {
		target: "release",
		status,
		name: asset.name,
		url,
		id: String(asset.id),
		readBack: true
	};
}
/** A draft's own address ends when it is published; consumers will find the asset under its tag. */
function publishedUrl(release, asset) {
	return asset.url.replace(/\/releases\/download\/[^/]+\//, `/releases/download/${encodeURIComponent(release.tag)}/`);
}

// src/publish/targets.ts
/** The targets that the inputs ask for, and those that they ask for in vain. */
function openTargets(inputs, run, subjects, ports) {
	const targets = [];
	const skipped = [];
	const token = inputs.githubToken;
	const access = token === void 0 ? void 0 : {
		...ports,
		token
	};
	const slug = run.claims.repository;
	if (inputs.release !== void 0) {
		const tag = inputs.release.tag ?? tagOf(run);
		if (tag === void 0) skipped.push({
			target: "release",
			status: "skipped",
			severity: "notice",
			reason: `This run is not for a tag (${run.claims.ref}), so nothing was uploaded to a release. Name one with \`upload-tag-name\`.`
		});
		else if (access === void 0) targets.push(withoutToken$1("release", true));
		else {
			const repository = githubRepository(githubClient(access, "release"), slug, access);
			targets.push(releaseTarget({
				repository,
				tag,
				overwrite: inputs.release.overwrite,
				subjects,
				create: creation(inputs.release, run, ports)
			}));
		}
	}
	if (inputs.githubAttestations !== "never") {
		const mode = inputs.githubAttestations;
		targets.push(access === void 0 ? withoutToken$1("github", mode === "always") : attestationStore({
			client: githubClient(access, "attestations"),
			slug,
			serverUrl: run.serverUrl,
			mode,
			patience: ports.patience
		}));
	}
	return {
		targets,
		skipped
	};
}
function creation(release, run, ports) {
	return release.create === "draft" ? {
		commit: run.claims.sha,
		created: ports.notice
	} : void 0;
}
function tagOf(run) {
	const { ref } = run.claims;
	return ref.startsWith("refs/tags/") ? ref.slice(10) : void 0;
}

// src/run/missing.ts
/**
* Why a job has no OIDC token, as far as it can be known, and what to do. The event file is asked for this text alone.
* @param event the event file's content
*/
function missingToken(eventName, event) {
	const fork = isForkPullRequest(event);
	return new WaybillError("TOKEN_MISSING", {
		what: fork ? "This is a pull request from a fork: GitHub gives such runs no OIDC token, whatever the permissions say." : "GitHub gives this job no OIDC token: its `permissions` lack `id-token: write` (a reusable workflow's caller must grant it too), or it runs for Dependabot or a fork.",
		got: `event ${eventName === "" ? "(none)" : eventName}, no ACTIONS_ID_TOKEN_REQUEST_URL`,
		todo: fork ? "Attest on `push` or `release`, or set `on-missing-token: skip` for pull requests." : "Add `id-token: write` to the job's permissions, or set `on-missing-token: skip` where no provenance is wanted."
	});
}

// src/sigstore/key.ts
function ephemeralKey() {
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	return {
		publicKeyPem: publicKey.export({
			type: "spki",
			format: "pem"
		}).toString(),
		publicKey,
		sign: (data) => sign("sha256", data, privateKey)
	};
}

// src/sigstore/certificate.ts
/**
* A new key and Fulcio's certificate for it (POST /api/v2/signingCert). Each attempt sends a token that is still
* fresh. Whether the certificate says what it should is judged with the bundle; that it is for our key, here.
* @throws WaybillError CERTIFICATE_REFUSED
*/
async function obtainCertificate(ca, identity, http) {
	const key = ephemeralKey();
	const proof = key.sign(Buffer.from(identity.claims.sub, "utf8")).toString("base64");
	try {
		return await http.call(async () => ({
			method: "POST",
			url: `${baseUrl(ca)}/api/v2/signingCert`,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				credentials: { oidcIdentityToken: await identity.token() },
				publicKeyRequest: {
					publicKey: {
						algorithm: "ECDSA",
						content: key.publicKeyPem
					},
					proofOfPossession: proof
				}
			})
		}), (answer) => {
			const pem = leafOf(jsonAnswer(200, 201)(answer));
			const parsed = new X509Certificate(pem);
			if (!parsed.publicKey.equals(key.publicKey)) throw new FinalAnswer("a certificate for another key");
			const usableUntil = usable(parsed, http.clock.now());
			if (usableUntil - http.clock.now() < 500) throw new FinalAnswer("a certificate that ends at once");
			return {
				key,
				der: Buffer.from(parsed.raw),
				pem,
				usableUntil
			};
		});
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		throw new WaybillError("CERTIFICATE_REFUSED", {
			what: `The certificate authority ${new URL(ca).origin} gave no certificate.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "a certificate for this job's identity",
			todo: isRefusal(error.last.status) ? "The authority does not accept this job's token: check that it trusts the issuer of this server's tokens." : "Run the job again; `max-wait` sets how long it keeps trying."
		});
	}
}
/** Whether the answer was about the request, and not about the time or the number of calls. */
function isRefusal(status) {
	return status !== void 0 && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
/**
* Its end, less what a log may need to take an entry. Where half of a new certificate's time seems over, or more than
* all of it to come, this machine's clock is wrong, and the length counts from now: the times that the certificate is
* compared with in the end are the services' own.
*/
function usable(certificate, now) {
	const length = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
	const left = Date.parse(certificate.validTo) - now;
	return now + (left > length / 2 && left <= length ? left : length) - Math.min(3e4, length / 10);
}
/** The leaf certificate of Fulcio's answer, whether its SCT is embedded or not. */
function leafOf(body) {
	for (const kind of ["signedCertificateEmbeddedSct", "signedCertificateDetachedSct"]) {
		const leaf = text(body, kind, "chain", "certificates", 0);
		if (leaf !== void 0) return leaf;
	}
	throw new Error("no certificate");
}

// src/sigstore/log-v2.ts
var import_dist = require_dist$2();
var import_dist$1 = require_dist();
var import_dist$2 = require_dist$1();
/** The log answers only when a checkpoint covers the entry, every ten seconds or so (rekor-tiles, CLIENTS.md). */
const TIMEOUT_MS = 6e4;
/**
* The log holds an entry of this very signature, mostly since an earlier answer of it was lost. It tells the index
* alone, and no call gives the entry's proof: what helps is another signature of the same statement.
*/
var AlreadyLogged = class extends WaybillError {};
/**
* Enters the envelope's signature into a Rekor v2 log, as `hashedrekord` 0.0.2 over the digest of what was signed,
* the only kind that it takes (POST /api/v2/log/entries). Such an entry has no time: a timestamp must say when.
* @throws WaybillError LOG_REFUSED, of which `AlreadyLogged` is one; `CallFailed.tooLate` when the certificate would
* end first
*/
async function enterIntoLogV2(logUrl, envelope, certificate, http) {
	const logged = loggedPart(envelope, certificate);
	const accept = (answer) => {
		const entry = readEntry$2(jsonAnswer(200, 201)(answer));
		if (!isOf(entry, logged)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url: `${baseUrl(logUrl)}/api/v2/log/entries`,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(request(logged)),
			timeout: TIMEOUT_MS,
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? "conflict" : accept(answer));
		if (posted !== "conflict") return posted;
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", refusal(logUrl, `${error.last.text} (after ${error.attempts} tries)`));
	}
	throw new AlreadyLogged("LOG_REFUSED", refusal(logUrl, "status 409: it holds that signature already"));
}
function refusal(logUrl, got) {
	return {
		what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
		got,
		expected: "the entry with its proof",
		todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
	};
}
function loggedPart(envelope, certificate) {
	const signed = import_dist$1.dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
	return {
		digest: createHash("sha256").update(signed).digest("base64"),
		signature: envelope.signature.toString("base64"),
		certificate: certificate.der.toString("base64")
	};
}
/** A CreateEntryRequest in protobuf JSON (rekor-tiles, hashedrekord.proto). */
function request({ digest, signature, certificate }) {
	return { hashedRekordRequestV002: {
		digest,
		signature: {
			content: signature,
			verifier: {
				keyDetails: "PKIX_ECDSA_P256_SHA_256",
				x509Certificate: { rawBytes: certificate }
			}
		}
	} };
}
/**
* The answer is a TransparencyLogEntry already, as the bundle holds it.
* @throws Error for what is none; FinalAnswer for one that a Rekor v2 does not give
*/
function readEntry$2(body) {
	const { logId, kindVersion, inclusionProof, ...entry } = import_dist$2.TransparencyLogEntry.fromJSON(body);
	if (logId === void 0 || kindVersion === void 0) throw new Error("no entry");
	if (kindVersion.kind !== "hashedrekord" || kindVersion.version !== "0.0.2") throw new FinalAnswer("an entry of another kind than hashedrekord 0.0.2");
	if (entry.integratedTime !== "0" || entry.inclusionPromise !== void 0) throw new FinalAnswer("an entry with a time, which a log of version 2 does not give");
	if ((inclusionProof?.checkpoint?.envelope ?? "") === "") throw new FinalAnswer("an entry without a proof of inclusion and a checkpoint");
	return {
		...entry,
		logId,
		kindVersion,
		inclusionProof
	};
}
/** Whether the entry, as it stands in the log, is of our digest, signature and certificate. */
function isOf(entry, logged) {
	const body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
	const inEntry = (...path) => text(body, "spec", "hashedRekordV002", ...path);
	return text(body, "kind") === "hashedrekord" && text(body, "apiVersion") === "0.0.2" && inEntry("data", "algorithm") === "SHA2_256" && inEntry("data", "digest") === logged.digest && inEntry("signature", "content") === logged.signature && inEntry("signature", "verifier", "x509Certificate", "rawBytes") === logged.certificate;
}

// src/sigstore/log.ts
/**
* Enters the envelope into a Rekor v1 log, as `dsse` 0.0.1 (POST /api/v1/log/entries). A conflict means that an
* earlier try of ours got through: that entry is fetched, and must carry our signature.
* @throws WaybillError LOG_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function enterIntoLog(logUrl, envelope, certificate, http) {
	const url = `${baseUrl(logUrl)}/api/v1/log/entries`;
	const accept = (answer) => {
		const entry = readEntry$1(jsonAnswer(200, 201)(answer));
		if (!carriesSignature(entry, envelope)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(proposal(envelope, certificate)),
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? conflictUuid(answer) : accept(answer));
		if (typeof posted !== "string") return posted;
		return await http.call({
			method: "GET",
			url: `${url}/${posted}`,
			headers: { accept: "application/json" },
			giveUpAt: certificate.usableUntil,
			passing: [404]
		}, accept);
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", {
			what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "the entry with its proof",
			todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
		});
	}
}
function proposal(envelope, certificate) {
	return {
		apiVersion: "0.0.1",
		kind: "dsse",
		spec: { proposedContent: {
			envelope: JSON.stringify({
				payloadType: envelope.payloadType,
				payload: envelope.payload.toString("base64"),
				signatures: [{
					keyid: "",
					sig: envelope.signature.toString("base64")
				}]
			}),
			verifiers: [Buffer.from(certificate.pem, "utf8").toString("base64")]
		} }
	};
}
/** Rekor names the existing entry in Location, and in the message: 64 or 80 hex digits. */
function conflictUuid(answer) {
	const found = /([0-9a-f]{80}|[0-9a-f]{64})(?![0-9a-f])/.exec(`${answer.headers.get("location") ?? ""} ${answer.body.toString("utf8")}`);
	if (found?.[1] === void 0) throw new FinalAnswer("a conflict that names no entry");
	return found[1];
}
/** Rekor v1's JSON as the bundle writes it. @throws Error when anything that a bundle needs is missing */
function readEntry$1(body) {
	const entry = isRecord(body) ? Object.values(body)[0] : void 0;
	const proof = at(entry, "verification", "inclusionProof");
	const canonicalizedBody = base64(text(entry, "body"));
	const kind = JSON.parse(canonicalizedBody.toString("utf8"));
	return {
		logIndex: integer(at(entry, "logIndex")),
		logId: { keyId: hex(text(entry, "logID")) },
		kindVersion: {
			kind: text(kind, "kind") ?? "",
			version: text(kind, "apiVersion") ?? ""
		},
		integratedTime: integer(at(entry, "integratedTime")),
		inclusionPromise: { signedEntryTimestamp: base64(text(entry, "verification", "signedEntryTimestamp")) },
		inclusionProof: {
			logIndex: integer(at(proof, "logIndex")),
			rootHash: hex(text(proof, "rootHash")),
			treeSize: integer(at(proof, "treeSize")),
			hashes: list(proof, "hashes").map((hash) => hex(typeof hash === "string" ? hash : void 0)),
			checkpoint: { envelope: present(text(proof, "checkpoint")) }
		},
		canonicalizedBody
	};
}
/** Whether the entry is of our signature and not of an equal statement that somebody else signed. */
function carriesSignature(entry, envelope) {
	const body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
	return text(body, "spec", "signatures", 0, "signature") === envelope.signature.toString("base64");
}
function integer(value) {
	if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error("no number");
	return String(value);
}
function hex(value) {
	if (value === void 0 || !/^(?:[0-9a-f]{2})+$/.test(value)) throw new Error("no hex");
	return Buffer.from(value, "hex");
}
function base64(value) {
	const bytes = Buffer.from(present(value), "base64");
	if (bytes.length === 0) throw new Error("no bytes");
	return bytes;
}
function present(value) {
	if (value === void 0 || value === "") throw new Error("missing");
	return value;
}

// src/sigstore/timestamp.ts
/**
* An RFC 3161 timestamp over the signature. The request is the JSON form that Sigstore's authorities take; the answer
* is the DER response, kept as it is.
* @throws WaybillError TIMESTAMP_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function obtainTimestamp(tsa, signature, certificate, http) {
	const url = new URL(tsa);
	if (url.pathname === "/") url.pathname = "/api/v1/timestamp";
	try {
		return await http.call({
			method: "POST",
			url: url.href,
			headers: {
				"content-type": "application/json",
				accept: "application/timestamp-reply"
			},
			body: JSON.stringify({
				artifactHash: createHash("sha256").update(signature).digest("base64"),
				hashAlgorithm: "sha256"
			}),
			giveUpAt: certificate.usableUntil
		}, (answer) => {
			if (answer.status !== 200 && answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
			if (answer.body.length < 16 || answer.body[0] !== 48) throw new Error("no timestamp");
			return Buffer.from(answer.body);
		});
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("TIMESTAMP_REFUSED", {
			what: `The timestamp authority ${url.origin} gave no timestamp for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "an RFC 3161 timestamp",
			todo: "Run the job again; `max-wait` sets how long the step keeps trying."
		});
	}
}

// src/sigstore/sign.ts
/** How often a statement is signed anew because a log holds its signature already, but gives no proof of that. */
const MAX_CONFLICTS = 3;
/**
* @param obtain gives a certificate that may be signed with; the first is asked for while subjects are still being
*   hashed, further ones when it has ended
*/
function signer(instance, http, obtain, first) {
	let current = first;
	const renew = (used) => {
		if (current === used) current = obtain();
	};
	return { async sign(statement) {
		for (let conflicts = 0;;) {
			const used = current;
			const certificate = await used;
			if (http.clock.now() >= certificate.usableUntil) {
				renew(used);
				continue;
			}
			try {
				return await signWith(certificate, statement, instance, http);
			} catch (error) {
				if (error instanceof AlreadyLogged && conflicts < MAX_CONFLICTS) {
					conflicts += 1;
					continue;
				}
				if (!(error instanceof CallFailed) || !error.tooLate) throw error;
				renew(used);
			}
		}
	} };
}
async function signWith(certificate, statement, instance, http) {
	const payload = Buffer.from(statement.bytes);
	const signature = certificate.key.sign(import_dist$1.dsse.preAuthEncoding(PAYLOAD_TYPE, payload));
	const envelope = {
		payloadType: PAYLOAD_TYPE,
		payload,
		signature
	};
	const [entries, timestamps] = await allSettledOrThrow(instance.logs.map(({ url, version }) => (version === 2 ? enterIntoLogV2 : enterIntoLog)(url, envelope, certificate, http)), instance.tsas.map((tsa) => obtainTimestamp(tsa.url, signature, certificate, http)));
	const bundle = (0, import_dist.toDSSEBundle)({
		artifact: payload,
		artifactType: PAYLOAD_TYPE,
		signature,
		certificate: certificate.der
	});
	bundle.verificationMaterial.tlogEntries = entries;
	bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })) };
	return Buffer.from(`${bundleJson(bundle)}\n`, "utf8");
}
/** Waits for all, so that nothing goes on in the background after one has failed. */
async function allSettledOrThrow(a, b) {
	await Promise.allSettled([...a, ...b]);
	return [await Promise.all(a), await Promise.all(b)];
}

// src/trust/memory.ts
const MAX_BYTES = 512e3;
/** A folder as memory; whatever cannot be read or written there is forgotten. */
function tufMemory(folder, repositoryUrl) {
	const name = createHash("sha256").update(repositoryUrl).digest("hex").slice(0, 16);
	const home = join(folder, "waybill-tuf", name);
	return {
		async recall(role) {
			const path = join(home, `${role}.json`);
			try {
				const { size } = await stat(path);
				return size > MAX_BYTES ? void 0 : await readFile(path);
			} catch {
				return;
			}
		},
		async keep(role, bytes) {
			const fresh = join(home, `${role}.${randomUUID()}`);
			try {
				await mkdir(home, { recursive: true });
				await writeFile(fresh, bytes);
				await rename(fresh, join(home, `${role}.json`));
			} catch {
				await rm(fresh, { force: true }).catch(() => void 0);
			}
		}
	};
}

// src/trust/public-good-tuf.json
var repository = "https://tuf-repo-cdn.sigstore.dev";
var root = {
	"signatures": [
		{
			"keyid": "e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
			"sig": "3045022065c68f28ebe44d0a4e047a6e287f9669c8e3b31e08536396c67a1483326be8c6022100e7524a889e40de0df84231dd40e1fcc57fbbbf62055c17076568307dbc509046"
		},
		{
			"keyid": "22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
			"sig": "304502206fedc4a382a0c5155e812c9b7461fe388ef704fef9e093c5c236e20abbf8e6620221008bbec36b63bf9baebc03a83c770cf9387efc90907eb83070b7a875129512d687"
		},
		{
			"keyid": "61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
			"sig": "30450220468f4219db51c7e815e1e3d33d9987878aa12aeaf331604d5180dd60b19dfb350221009f778ef5e96647c08bd23d63f69c0cce6fc353d747b9d51f35dc0f8678de9fef"
		},
		{
			"keyid": "a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
			"sig": "3045022029e2518a7bcac05ec0b227809ce0c969406743412f90dc5255401afb13363f4602210087a64182249e41dd11de91c9f385a33659bd60147a93d13c86b7a64e447f9826"
		},
		{
			"keyid": "183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632",
			"sig": "30450221008051c456ed2bf48aa5fc5742928ab0904266c1d6bdde5fc75ae20f12d098a95502203cc683bd86793808e6c9f89e2ca93f80b00c6ea64880ac4e37db69e2e86b24e3"
		}
	],
	"signed": {
		"_type": "root",
		"consistent_snapshot": true,
		"expires": "2027-04-22T19:27:31Z",
		"keys": {
			"0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWRiGr5+j+3J5SsH+Ztr5nE2H2wO7\nBV+nO3s93gLca18qTOzHY1oWyAGDykMSsGTUBSt9D+An0KfKsD2mfSM42Q==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-online-uri": "gcpkms:projects/sigstore-root-signing/locations/global/keyRings/root/cryptoKeys/timestamp/cryptoKeyVersions/1"
			},
			"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMxpPOJCIZ5otG4106fGJseEQi3V9\npkMYQ4uyV9Tj1M7WHXIyLG+jkfvuG0glQ1JZbRZZBV3gAR4sojdGHISeow==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@lance"
			},
			"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEzBzVOmHCPojMVLSI364WiiV8NPrD\n6IgRxVliskz/v+y3JER5mcVGcONliDcWMC5J2lfHmjPNPhb4H7xm8LzfSA==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@santiagotorres"
			},
			"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEinikSsAQmYkNeH5eYq/CnIzLaacO\nxlSaawQDOwqKy/tCqxq5xxPSJc21K4WIhs9GyOkKfzueY3GILzcMJZ4cWw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@bobcallaway"
			},
			"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE0ghrh92Lw1Yr3idGV5WqCtMDB8Cx\n+D8hdC4w2ZLNIplVRoVGLskYa3gheMyOjiJ8kPi15aQ2//7P+oj7UvJPGw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@joshuagl"
			},
			"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEXsz3SZXFb8jMV42j6pJlyjbjR8K\nN3Bwocexq6LMIb5qsWKOQvLN16NUefLc4HswOoumRsVVaajSpQS6fobkRw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@mnm678"
			}
		},
		"roles": {
			"root": {
				"keyids": [
					"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
					"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
					"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
					"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
					"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632"
				],
				"threshold": 3
			},
			"snapshot": {
				"keyids": ["0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 3650,
				"x-tuf-on-ci-signing-period": 365
			},
			"targets": {
				"keyids": [
					"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
					"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
					"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
					"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
					"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632"
				],
				"threshold": 3
			},
			"timestamp": {
				"keyids": ["0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 7,
				"x-tuf-on-ci-signing-period": 6
			}
		},
		"spec_version": "1.0",
		"version": 16,
		"x-tuf-on-ci-expiry-period": 197,
		"x-tuf-on-ci-signing-period": 46
	}
};

// src/trust/refresh.ts
/** Sigstore's public TUF repository, with the root that @sigstore/tuf carried when this version was built. */
const PUBLIC_TUF = {
	url: repository,
	firstRoot: {
		kind: "metadata",
		json: root
	}
};
/** The newest trust of Sigstore's public instance, or what was shipped, with the reason. Never throws. */
async function refreshPublicTrust(options) {
	const { repository = PUBLIC_TUF, http, cache } = options;
	try {
		const { refreshTuf } = await import("./tuf.js");
		return {
			material: await materialOf(await refreshTuf(repository, {
				http,
				memory: cache === void 0 ? void 0 : tufMemory(cache, repository.url)
			}), repository.url),
			source: "tuf",
			reason: void 0
		};
	} catch (error) {
		return shippedTrust(await reasonOf(error));
	}
}
/** What came with this version. */
function shippedTrust(reason) {
	return {
		material: publicTrust(),
		source: "shipped",
		reason
	};
}
/** @throws TufFailure, WaybillError TRUST_INVALID */
async function materialOf(targets, url) {
	const [root, config, rekorV2] = await Promise.all([
		described(targets, url, "trusted_root.json"),
		described(targets, url, "signing_config.v0.2.json"),
		described(targets, url, "signing_config_rekor_v2.v0.2.json")
	]);
	if (root === void 0 || config === void 0) throw new WaybillError("TRUST_INVALID", {
		what: "The TUF repository does not list what a signer needs.",
		got: `no ${root === void 0 ? "trusted_root.json" : "signing_config.v0.2.json"}`
	});
	const signingConfig = parseSigningConfig(config.bytes, config.name);
	return {
		trustedRoot: {
			...parseTrustedRoot(root.bytes, root.name),
			description: root.description
		},
		signingConfig,
		signingConfigRekorV2: rekorV2 === void 0 ? signingConfig : parseSigningConfig(rekorV2.bytes, rekorV2.name)
	};
}
/** A target with the words for reports: where it came from, of which version, with which digest. */
async function described(targets, url, target) {
	const found = await targets.fetch(target);
	if (found === void 0) return void 0;
	const name = `${target} of ${url}`;
	const digest = createHash("sha256").update(found.bytes).digest("hex");
	return {
		bytes: found.bytes,
		name,
		description: `${name} by TUF, targets version ${found.version} (sha256:${digest})`
	};
}
/** A line for a report: the file and what was wrong with it. */
async function reasonOf(error) {
	const { TufFailure } = await import("./tuf.js");
	if (error instanceof TufFailure) return error.message;
	if (error instanceof WaybillError) return [error.parts.what, error.parts.got ?? ""].join(" ").trim();
	return "the refresh failed unexpectedly";
}

// src/trust/github.ts
/** Before any service of GitHub's instance existed: it has been there since artifact attestations began. */
const SINCE = "2024-05-01T00:00:00Z";
/**
* The services of GitHub's own Sigstore instance for private repositories: a certificate authority and a timestamp
* authority, no log. Tenants of `*.ghe.com` have their own (cli/cli, pkg/cmd/attestation/verification).
*/
function githubSigningConfig(serverUrl) {
	const domain = tenantOf(serverUrl) ?? "githubapp.com";
	const service = (url) => ({
		url,
		majorApiVersion: 1,
		operator: "github.com",
		validFor: { start: SINCE }
	});
	return import_dist$2.SigningConfig.fromJSON({
		mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		caUrls: [service(`https://fulcio.${domain}`)],
		tsaUrls: [service(`https://timestamp.${domain}/api/v1/timestamp`)],
		tsaConfig: { selector: "ANY" }
	});
}
/**
* GitHub's TUF repository. Version 3 of its root (2024-10-24) is pinned by the digest of its signed part; every later
* one is signed by the keys of the one before. The repository still has it, as TUF demands (5.3.3).
*/
const GITHUB_TUF = {
	url: "https://tuf-repo.github.com",
	firstRoot: {
		kind: "pinned",
		version: 3,
		sha256: "7efcfe1a3dd38bac140a920c39f64a00fd9a116d2f1218e2cd022177f1c478a2"
	}
};
/**
* The trusted root of GitHub's own Sigstore instance, by TUF; for a `*.ghe.com` tenant, that of its trust domain.
* @throws WaybillError TRUST_UNSATISFIED when it cannot be had, saying what was tried
*/
async function githubTrust(serverUrl, options) {
	const { repository = GITHUB_TUF, http, cache } = options;
	let target = "trusted_root.json";
	try {
		if (tenantOf(serverUrl) !== void 0) target = `${await trustDomain(options)}.${target}`;
		const { refreshTuf } = await import("./tuf.js");
		const targets = await refreshTuf(repository, {
			http,
			memory: cache === void 0 ? void 0 : tufMemory(cache, repository.url)
		});
		const found = await described(targets, repository.url, target);
		if (found === void 0) throw unavailable(target, repository, "the repository lists no such target");
		return {
			...parseTrustedRoot(found.bytes, found.name),
			description: found.description
		};
	} catch (error) {
		if (error instanceof WaybillError && error.code === "TRUST_UNSATISFIED") throw error;
		throw unavailable(target, repository, await reasonOf(error), error);
	}
}
/** The host of a data-residency tenant, or undefined for github.com and all other servers. */
function tenantOf(serverUrl) {
	const { hostname } = new URL(serverUrl);
	return /^[a-z0-9-]+\.ghe\.com$/.test(hostname) ? hostname : void 0;
}
/** What a tenant's certificates are issued under (REST, "Get GitHub meta information"). */
async function trustDomain({ http, apiUrl, token }) {
	const url = `${baseUrl(apiUrl)}/meta`;
	const headers = {
		accept: "application/vnd.github+json",
		...token === void 0 ? {} : { authorization: `Bearer ${token}` }
	};
	const fail = (got, cause) => new WaybillError("TRUST_UNSATISFIED", {
		what: "This server does not say under which trust domain GitHub's Sigstore instance certifies its workflows, so its trusted root is not known.",
		got: `${got} from ${url}`,
		expected: "domains.artifact_attestations.trust_domain",
		todo: GIVE_ROOT,
		cause
	});
	let meta;
	try {
		meta = await http.call({
			method: "GET",
			url,
			headers
		}, jsonAnswer(200));
	} catch (error) {
		throw fail(error instanceof CallFailed ? error.last.text : "no usable answer", error);
	}
	const domain = text(meta, "domains", "artifact_attestations", "trust_domain");
	if (domain === void 0 || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/.test(domain)) throw fail(domain === void 0 ? "no trust domain" : "a trust domain that is no name");
	return domain;
}
const GIVE_ROOT = "Run the job again; or give the root with `trusted-root` (the line of `gh attestation trusted-root` that lists the certificate authority of GitHub's instance). Nothing was signed.";
function unavailable(target, repository, reason, cause) {
	const { firstRoot, url } = repository;
	const start = firstRoot.kind === "pinned" ? `${firstRoot.version}.root.json with the digest sha256:${firstRoot.sha256}` : "the root that was given";
	return new WaybillError("TRUST_UNSATISFIED", {
		what: "The trusted root of GitHub's own Sigstore instance could not be had by TUF, so nothing could check what it signs.",
		got: reason,
		expected: `${target} of ${url}, from ${start}`,
		todo: GIVE_ROOT,
		cause
	});
}

// src/sigstore/services.ts
/** The API versions that we speak, for each kind of service. */
const SUPPORTED = {
	ca: [1],
	log: [1, 2],
	tsa: [1]
};
/**
* The services to use, as protobuf-specs' SigningConfig says: valid now, of a version we speak, one per operator (its
* highest version, then its newest), and as many as the selector asks for.
* @throws WaybillError TRUST_UNSATISFIED when the selector asks for more than there is
*/
function selectServices(kind, services, config, now) {
	const versions = SUPPORTED[kind];
	const usable = services.filter((service) => versions.includes(service.majorApiVersion) && validAt(service, now)).toSorted((a, b) => b.majorApiVersion - a.majorApiVersion || startOf(b) - startOf(a));
	const perOperator = usable.filter((service, index) => usable.findIndex((s) => s.operator === service.operator) === index).map((service) => ({
		url: endpointUrl(kind, service.url),
		version: service.majorApiVersion
	}));
	switch (config?.selector ?? import_dist$2.ServiceSelector.ANY) {
		case import_dist$2.ServiceSelector.ALL: return perOperator;
		case import_dist$2.ServiceSelector.EXACT: {
			const count = config?.count ?? 1;
			if (perOperator.length < count) throw new WaybillError("TRUST_UNSATISFIED", {
				what: `The signing config asks for ${count} services (${kind}) of different operators.`,
				got: `${perOperator.length} that are valid now and of an API version in ${versions.join(", ")}`
			});
			return perOperator.slice(0, count);
		}
		case import_dist$2.ServiceSelector.ANY:
		case import_dist$2.ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
		default: return perOperator.slice(0, 1);
	}
}
function endpointUrl(kind, url) {
	const callable = callableUrl(url);
	if (callable === void 0) throw new WaybillError("TRUST_INVALID", {
		what: `The signing config names a service (${kind}) that cannot be called.`,
		got: url.slice(0, 200),
		expected: "an https URL without credentials (plain http on this machine alone)"
	});
	return callable.href;
}
function validAt(service, now) {
	const start = service.validFor?.start;
	const end = service.validFor?.end;
	return start !== void 0 && start <= now && (end === void 0 || now <= end);
}
function startOf(service) {
	return service.validFor?.start?.getTime() ?? 0;
}

// src/sigstore/instance.ts
/**
* Which instance a run signs with. `auto` keeps a private repository off public logs: whatever is not known to be
* public, by the signed claim, goes to GitHub's own instance.
*/
function chooseInstance(choice, run) {
	if (choice !== "auto") return choice;
	return run.claims.repository_visibility === "public" ? "public" : "github";
}
/** @throws WaybillError TRUST_INVALID, TRUST_UNSATISFIED when the config cannot give what the root demands */
function openInstance(name, config, root, now) {
	const [ca] = selectServices("ca", config.caUrls, void 0, now);
	if (ca === void 0) throw unsatisfied("no certificate authority that is valid now", "one");
	const logs = selectServices("log", config.rekorTlogUrls, config.rekorTlogConfig, now);
	const tsas = selectServices("tsa", config.tsaUrls, config.tsaConfig, now);
	const { demand } = root;
	if (demand.log && logs.length === 0) throw unsatisfied("no transparency log of a version that we speak", "one, since the trusted root lists a log");
	if (!demand.log && tsas.length === 0) throw unsatisfied("neither a log nor a timestamp authority", "one of them: a signature without a time proves nothing");
	if (tsas.length > 0 && root.root.timestampAuthorities.length === 0 && !demand.log) throw unsatisfied("a timestamp authority that the trusted root does not list", "one that it lists");
	const usedLogs = demand.log ? logs : [];
	const usedTsas = root.root.timestampAuthorities.length > 0 ? tsas : [];
	if (usedTsas.length === 0 && usedLogs.some((log) => log.version === 2)) throw unsatisfied("a log of version 2, whose entries have no time, and no timestamp authority in both config and root", "a timestamp authority that both list, since only its timestamp says when the certificate was used");
	return {
		name,
		ca: ca.url,
		logs: usedLogs,
		tsas: usedTsas,
		root
	};
}
function unsatisfied(got, expected) {
	return new WaybillError("TRUST_UNSATISFIED", {
		what: "The signing config cannot give what its trusted root demands of a bundle.",
		got,
		expected,
		todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance. Nothing was signed."
	});
}
/**
* A private repository's name, commit and workflow would stand in a public log for ever.
* @throws WaybillError PRIVATE_REPOSITORY unless the user allowed it, or the instance is not public
*/
function assertMayPublish(instance, run, allowPrivate) {
	const visibility = run.claims.repository_visibility;
	if (visibility === "public" || allowPrivate) return;
	if (![instance.ca, ...instance.logs.map((log) => log.url)].some((url) => /(^|\.)sigstore\.dev\.?$/.test(new URL(url).hostname))) return;
	throw new WaybillError("PRIVATE_REPOSITORY", {
		what: "This repository is not public, and the Sigstore instance chosen writes its name, commit and workflow into a public log, for ever.",
		got: `repository_visibility: ${visibility ?? "not stated"}, sigstore: ${instance.name}`,
		todo: "Use `sigstore: github` (private repositories with GitHub Enterprise Cloud) or `sigstore: custom`; or, if that publicity is wanted, set `private-repository: true`. Nothing was signed."
	});
}

// src/sigstore/trust.ts
/** @throws WaybillError TRUST_INVALID */
async function readGivenTrust(inputs) {
	return {
		root: inputs.trustedRoot === void 0 ? void 0 : await readTrustedRoot(inputs.trustedRoot),
		config: inputs.signingConfig === void 0 ? void 0 : await readSigningConfig(inputs.signingConfig)
	};
}
/**
* The Sigstore instance that this run signs with. The public instance's newer trust is fetched from here on, while
* files are hashed.
* @throws WaybillError PRIVATE_REPOSITORY, TRUST_UNSATISFIED: nothing was called yet that leaves a trace
*/
async function instanceFor(run, inputs, given, ports) {
	const name = chooseInstance(inputs.sigstore, run);
	if (name === "github") return settled(await githubInstance(run, inputs, given, ports));
	const material = publicTrust();
	const config = given.config ?? material.signingConfig;
	const instance = openInstance(name, config.config, given.root ?? material.trustedRoot, ports.now);
	assertMayPublish(instance, run, inputs.privateRepository);
	assertIssuerServed(name, run);
	if (name === "custom" || given.root !== void 0 || given.config !== void 0) return settled(instance);
	return {
		instance,
		latest: refreshing(instance, ports)
	};
}
function settled(instance) {
	return {
		instance,
		latest: () => ({
			instance,
			reason: void 0
		})
	};
}
/** Whoever is not served there has no use for that root, so nothing is fetched for them. */
async function githubInstance(run, inputs, given, ports) {
	if (given.root === void 0) {
		if (!isGitHubsOwn(run.serverUrl)) throw issuerNotServed("github", run);
		assertIssuerServed("github", run);
	}
	const { http, apiUrl, token, cache, repositories } = ports;
	const repository = repositories?.github;
	const root = given.root ?? await githubTrust(run.serverUrl, {
		http,
		apiUrl,
		token,
		cache,
		repository
	});
	const config = given.config?.config ?? githubSigningConfig(run.serverUrl);
	const instance = openInstance("github", config, root, ports.now);
	assertMayPublish(instance, run, inputs.privateRepository);
	assertIssuerServed("github", run);
	return instance;
}
/**
* Root and services are taken over together or not at all. The certificate is on its way by then, so a config that
* names another authority is left for the next version of this program.
*/
function refreshing(shipped, ports) {
	let arrived = shippedTrust("TUF had not answered when it was time to sign");
	const patience = new Patience(0, ports.http.clock);
	const { cache, repositories } = ports;
	const refresh = async () => {
		const net = http(ports.fetcher, patience);
		arrived = await refreshPublicTrust({
			http: net,
			cache,
			repository: repositories?.public
		});
	};
	refresh();
	return () => {
		const { material, source, reason } = arrived;
		if (source === "shipped") return {
			instance: shipped,
			reason
		};
		try {
			const { signingConfig, trustedRoot } = material;
			const instance = openInstance(shipped.name, signingConfig.config, trustedRoot, ports.now);
			if (instance.ca === shipped.ca) return {
				instance,
				reason: void 0
			};
			return {
				instance: shipped,
				reason: "the refreshed signing config names another certificate authority"
			};
		} catch {
			return {
				instance: shipped,
				reason: "the refreshed signing config does not satisfy its trusted root"
			};
		}
	};
}
/**
* The public instance knows github.com's issuer alone, GitHub's own also those of its tenants: tokens of other servers
* need not travel there.
*/
function assertIssuerServed(name, run) {
	const { iss } = run.claims;
	if (name === "custom" || isExpectedIssuer(iss, "https://token.actions.githubusercontent.com")) return;
	const tenant = /^https:\/\/token\.actions\.[a-z0-9-]+\.ghe\.com(?:\/[A-Za-z0-9-]+)?$/.test(iss);
	if (name === "github" && tenant) return;
	throw issuerNotServed(name, run);
}
function issuerNotServed(name, run) {
	return new WaybillError("TRUST_UNSATISFIED", {
		what: name === "public" ? "Sigstore's public instance gives certificates for tokens of github.com alone." : "GitHub's own Sigstore instance gives certificates for tokens of github.com and ghe.com alone.",
		got: `a token of ${run.claims.iss}`,
		expected: GITHUB_ISSUER,
		todo: "Use `sigstore: custom` with the `signing-config` and `trusted-root` of an instance that trusts your server. Nothing was signed."
	});
}
function isGitHubsOwn(serverUrl) {
	return /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/.test(new URL(serverUrl).hostname);
}

// src/subjects/digest.ts
/**
* The subject of the inputs `subject-digest` (`sha256:…`, `sha384:…` or `sha512:…`) and `subject-name`.
*
* @throws WaybillError INPUT_INVALID naming the input
*/
function parseDigest(digest, name) {
	const colon = digest.indexOf(":");
	const algorithm = digest.slice(0, Math.max(colon, 0)).toLowerCase();
	if (!isAlgorithm(algorithm)) throw invalidInput("subject-digest", quoted(digest), `one of ${Object.keys(HEX_LENGTHS).join(", ")}, a colon and the digest`);
	const hex = hexDigest(algorithm, digest.slice(colon + 1));
	if (hex === void 0) throw invalidInput("subject-digest", quoted(digest, 160), `${algorithm}: and ${HEX_LENGTHS[algorithm]} hex digits`);
	const set = { [algorithm]: hex };
	return {
		name: subjectName(name),
		digest: set
	};
}
/**
* The `subject-name` input.
*
* @throws WaybillError INPUT_INVALID when it cannot name a subject
*/
function subjectName(name) {
	const problem = nameProblem(name);
	if (problem !== void 0) throw invalidInput("subject-name", `${quoted(name)}: ${problem}`, "a name on one line");
	return name;
}
/** A digest set as an error text shows it. */
function digestText(set) {
	return digestEntries(set).map(([algorithm, hex]) => `${algorithm}:${hex}`).join(" ");
}
/** The error for one of the inputs that name a digest. */
function invalidInput(input, got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: `The input \`${input}\` is not valid.`,
		got,
		expected,
		todo: `Correct \`${input}\`. \`subject-name\` names the one \`subject-digest\`, or the one file of \`subject-path\`.`
	});
}

// src/subjects/artifacts.ts
const SOURCE = "the runner's artifact list (GITHUB_ARTIFACTS_LIST)";
const ADVICE = "Name the subjects with `subject-path` or another input instead; then this list is not read.";
const MOST_BYTES$1 = 4194304;
/**
* Reads the file at `GITHUB_ARTIFACTS_LIST`, in which the runner lists what the job's steps declared as their artifacts
* (actions/runner, ADR on artifacts files).
* @returns undefined where the runner has the feature switched off: the file is then empty, or not there
* @throws WaybillError SUBJECT_UNREADABLE, and as {@link parseArtifactsList}
*/
async function readArtifactsList(path) {
	const bytes = await readBytes(path);
	return bytes === void 0 ? void 0 : parseArtifactsList(bytes);
}
async function readBytes(path) {
	try {
		const { size } = await stat(path);
		if (size > MOST_BYTES$1) throw invalid$1(`${size} bytes`, `at most ${MOST_BYTES$1} bytes`);
		return await readFile(path);
	} catch (error) {
		if (error instanceof WaybillError) throw error;
		const code = kindOf$1(error);
		if (code === "ENOENT") return void 0;
		throw new WaybillError("SUBJECT_UNREADABLE", {
			what: `Cannot read ${SOURCE}.`,
			got: code,
			expected: "a file that this step may read",
			todo: ADVICE,
			cause: error
		});
	}
}
/**
* The subjects of the runner's list, `{"version":1,"subjects":[{"name","digest","kind"}]}`.
* @returns undefined for the empty file that says that the feature is off
* @throws WaybillError INPUT_INVALID for another form, SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY when
*   the job's steps declared nothing
*/
function parseArtifactsList(bytes) {
	if (bytes.length === 0) return void 0;
	if (bytes[0] === 239 && bytes[1] === 187) throw invalid$1("a byte order mark", "UTF-8 without one");
	const document = readJson(bytes, SOURCE, ADVICE);
	const version = isRecord(document) ? document["version"] : void 0;
	if (version !== 1) throw invalid$1(`version ${shown$1(version)}`, "version 1");
	const entries = isRecord(document) ? document["subjects"] : void 0;
	if (!Array.isArray(entries)) throw invalid$1("no list `subjects`", "a list `subjects`");
	if (entries.length === 0) throw new WaybillError("SUBJECTS_EMPTY", {
		what: "There is nothing to attest: no step of this job declared an artifact.",
		got: `an empty list in ${SOURCE}`,
		expected: "an input that names subjects, or at least one line that a step wrote to the file at $GITHUB_ARTIFACTS",
		todo: "Give `subject-path`, or have the building step of the same job declare its files. The list does not reach across jobs."
	});
	const byName = /* @__PURE__ */ new Map();
	for (const [index, entry] of entries.entries()) {
		const subject = readEntry(entry, index);
		const known = byName.get(subject.name);
		if (known !== void 0 && digestText(known.digest) !== digestText(subject.digest)) throw new WaybillError("SUBJECT_CONFLICT", {
			what: `The subject ${quoted(subject.name)} has two digests.`,
			got: `${digestText(known.digest)} and ${digestText(subject.digest)} in ${SOURCE}`,
			expected: "one digest for each name",
			todo: "Give different files different names before they are declared."
		});
		byName.set(subject.name, known ?? subject);
	}
	return [...byName.values()];
}
function readEntry(entry, index) {
	const where = `entry ${index + 1}`;
	const name = text(entry, "name");
	if (name === void 0) throw invalid$1(`${where} without a name`, "a name, a digest and a kind");
	const problem = nameProblem(name);
	if (problem !== void 0) throw invalid$1(`${where}, ${quoted(name)}: ${problem}`, "a name on one line");
	const kind = text(entry, "kind");
	if (kind === "oci") throw new WaybillError("INPUT_INVALID", {
		what: "An image in the runner's artifact list cannot be attested yet.",
		got: `${where}, ${quoted(name)}, of kind oci`,
		expected: "files; images come with a later version",
		todo: "Name the files with `subject-path`, and the image with `subject-digest` and `subject-name` in a step of its own."
	});
	if (kind !== "file") throw invalid$1(`${where}, ${quoted(name)}, of kind ${shown$1(kind)}`, "kind file or oci");
	return {
		name,
		digest: readDigest(text(entry, "digest") ?? "", `${where}, ${quoted(name)}`)
	};
}
function readDigest(digest, where) {
	const [algorithm = "", hex = "", ...more] = digest.split(":");
	const read = isAlgorithm(algorithm) && more.length === 0 ? hexDigest(algorithm, hex) : void 0;
	if (read === void 0) throw invalid$1(`${where}: ${quoted(digest, 160)}`, `a digest of ${Object.keys(HEX_LENGTHS).join(", ")} in hex, as sha256:…`);
	return { [algorithm]: read };
}
function shown$1(value) {
	return typeof value === "string" ? quoted(value, 40) : typeof value === "number" ? String(value) : `(${typeof value})`;
}
function invalid$1(got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: `Cannot read ${SOURCE}.`,
		got,
		expected,
		todo: ADVICE
	});
}

// src/subjects/checksums.ts
const INPUT = "the input `subject-checksums`";
const BASE64_INPUT = "the input `base64-subjects`";
const MOST_BYTES = 67108864;
const MOST_REPORTED = 10;
const ABSENT = /* @__PURE__ */ new Set([
	"ENOENT",
	"ENOTDIR",
	"ENAMETOOLONG",
	"ERR_INVALID_ARG_VALUE"
]);
/** `<hex>  <name>`, `<hex> *<name>` and, as coreutils reads too, a single space; a `\` first says the name is escaped. */
const GNU = /^[ \t]*(\\?)([0-9A-Fa-f]+) [ *]?([^]*)$/;
/** `SHA256 (<name>) = <hex>`, and openssl's spelling `SHA2-256(<name>)= <hex>`. */
const BSD = /^[ \t]*(\\?)SHA(?:2-)?(256|384|512) ?\(([^]*)\) ?= ?([0-9A-Fa-f]+)[ \t]*$/;
/** slsa-github-generator's reading: any white space between digest and name, none around them. */
const GENERATOR = /^([0-9A-Fa-f]{64})[ \t]+\*?([^]+)$/;
/**
* Reads a checksum list as `sha256sum`, `sha384sum`, `sha512sum`, `shasum` and BSD's `sha256` print it: GNU lines, also
* escaped ones, and BSD lines, in one list if need be. CRLF and a byte order mark are tolerated, blank lines skipped.
*
* @param source how errors call the list
* @throws WaybillError CHECKSUMS_INVALID naming the lines of any other form, up to ten of them
*/
function parseChecksums(text, source) {
	return readLines(text, source, readLine);
}
/**
* Reads the input `base64-subjects`, slsa-github-generator's form: what `sha256sum` prints, encoded with base64.
* A name listed twice is an error, as it is there. Unlike there, the `*` of `sha256sum --binary` is no part of the name.
*
* @throws WaybillError CHECKSUMS_INVALID
*/
function parseBase64Subjects(input) {
	const base64 = input.replaceAll(/\s+/g, "");
	if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw new WaybillError("CHECKSUMS_INVALID", {
		what: `Cannot read ${BASE64_INPUT}.`,
		got: quoted(input, 60),
		expected: "base64, with its padding, of what `sha256sum` prints",
		todo: "Make it with `sha256sum FILES | base64 -w0`."
	});
	const lines = /* @__PURE__ */ new Map();
	return readLines(decode(Buffer.from(base64, "base64"), BASE64_INPUT), BASE64_INPUT, (line, number) => {
		const [, hex, name] = GENERATOR.exec(line.trim()) ?? [];
		if (hex === void 0 || name === void 0) return "not the 64 hex digits of a SHA-256 digest and a name";
		const first = lines.get(name);
		if (first !== void 0) return `the name of line ${first} again`;
		lines.set(name, number);
		return checksum(name, hex);
	});
}
/**
* Reads the input `subject-checksums`: a checksum list, or the path of one. Text with a line break, or a single line that
* reads as a checksum, is the list itself. Everything else is a path, and then the file must be there.
*
* @param workspace the folder that a relative path starts from
* @throws WaybillError CHECKSUMS_INVALID, SUBJECT_NOT_FOUND, SUBJECT_UNREADABLE
*/
async function parseChecksumsInput(input, workspace) {
	if (input.trim() === "") return [];
	const reading = input.includes("\n") ? void 0 : readLine(input);
	if (typeof reading !== "string") return parseChecksums(input, INPUT);
	const path = resolve(workspace, input.trim());
	const source = `the checksum list ${quoted(path)}`;
	return parseChecksums(decode(await readList(path).catch((error) => {
		if (error instanceof WaybillError) throw error;
		const code = kindOf$1(error);
		if (!ABSENT.has(code)) throw unreadableList(path, code, error);
		throw new WaybillError("SUBJECT_NOT_FOUND", {
			what: `${INPUT.replace("the", "The")} is neither a file nor a checksum list.`,
			got: `${quoted(input)}: no such file; as a line of a list: ${reading}`,
			expected: `a file, looked for from the working directory ${quoted(workspace)}, or lines as \`sha256sum\` prints them`,
			todo: "Correct the path, or make the list before this step.",
			cause: error
		});
	}), source), source);
}
async function readList(path) {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const stats = await file.stat();
		if (!stats.isFile()) throw unreadableList(path, "not a regular file");
		if (stats.size > MOST_BYTES) throw unreadableList(path, `${stats.size} bytes; at most ${MOST_BYTES} are read`);
		return await file.readFile();
	} finally {
		await file.close();
	}
}
function unreadableList(path, reason, cause) {
	return new WaybillError("SUBJECT_UNREADABLE", {
		what: `The checksum list ${quoted(path)} cannot be read.`,
		got: reason,
		expected: "a regular file that this step may read",
		todo: "Correct `subject-checksums`, or the file's permissions.",
		...cause === void 0 ? {} : { cause }
	});
}
function decode(bytes, source) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new WaybillError("CHECKSUMS_INVALID", {
			what: `Cannot read ${source}.`,
			got: "bytes that are not UTF-8",
			expected: "a checksum list in UTF-8",
			todo: "Write the list as UTF-8. Windows PowerShell's `>` writes UTF-16: use `Out-File -Encoding utf8` there.",
			cause
		});
	}
}
function readLines(text, source, read) {
	const checksums = [];
	const bad = [];
	const lines = text.replace(/^\uFEFF/, "").split("\n");
	for (const [index, raw] of lines.entries()) {
		const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
		if (line.trim() === "") continue;
		const reading = read(line, index + 1);
		if (typeof reading !== "string") checksums.push({
			...reading,
			line: index + 1
		});
		else bad.push(`line ${index + 1}, ${quoted(line, 60)}: ${reading}`);
	}
	if (bad.length === 0) return checksums;
	const more = bad.length > MOST_REPORTED ? `; and ${bad.length - MOST_REPORTED} more lines` : "";
	throw new WaybillError("CHECKSUMS_INVALID", {
		what: `Cannot read ${bad.length} ${bad.length === 1 ? "line" : "lines"} of ${source}.`,
		got: bad.slice(0, MOST_REPORTED).join("; ") + more,
		expected: "`<digest>  <name>` or `SHA256 (<name>) = <digest>` on each line",
		todo: "Correct the lines, or make the list with `sha256sum`. No line is skipped: every subject must be attested."
	});
}
function readLine(line) {
	const bsd = BSD.exec(line);
	const [, slash, bits, bsdName, bsdHex] = bsd ?? [];
	const [, gnuSlash, gnuHex, gnuName] = bsd === null ? GNU.exec(line) ?? [] : [];
	const hex = bsdHex ?? gnuHex;
	const written = bsdName ?? gnuName;
	if (hex === void 0 || written === void 0) return "not a digest and a name";
	if (bits !== void 0 && hex.length * 4 !== Number(bits)) return `${hex.length} hex digits are no SHA-${bits}`;
	const name = (slash ?? gnuSlash) === "\\" ? unescapeName(written) : written;
	if (name === void 0) return "a name with an unknown escape";
	return checksum(name, hex);
}
/** GNU's escapes; undefined for any other. */
function unescapeName(written) {
	if (/\\(?:[^nr\\]|$)/.test(written.replaceAll("\\\\", ""))) return void 0;
	return written.replaceAll(/\\([nr\\])/g, (_, char) => {
		if (char === "n") return "\n";
		return char === "r" ? "\r" : "\\";
	});
}
function checksum(name, digits) {
	const algorithm = algorithmOfLength(digits.length);
	const hex = algorithm === void 0 ? void 0 : hexDigest(algorithm, digits);
	if (algorithm === void 0 || hex === void 0) return `${digits.length} hex digits are no SHA-256, SHA-384 or SHA-512`;
	return nameProblem(name) ?? {
		name,
		algorithm,
		hex
	};
}

// src/subjects/glob.ts
const MOST_ALTERNATIVES = 1024;
/**
* The globs that a pattern stands for: one for each choice of its braces. `.` and empty parts are dropped, `..` is a
* literal for the caller to resolve.
*
* @throws WaybillError INPUT_INVALID for a range such as `[z-a]`, or far too many braces
*/
function compileGlob(pattern, options) {
	return expandBraces(pattern, options).map((text) => {
		const { root, names } = splitNames(text, options);
		if (names.at(-1) === "**") names.push("*");
		return {
			root,
			parts: names.map((name) => compileName(name, pattern, options)),
			...options
		};
	});
}
/** The glob that matches this one path and what lies below it, whatever its characters. */
function literalGlob(path, options) {
	const { root, names } = splitNames(path, options);
	return {
		root,
		parts: names.map((name) => ({
			kind: "literal",
			name
		})),
		...options
	};
}
function startState(glob) {
	return close(glob, [0]);
}
/** The state after one more name of a path; empty when nothing that begins so can match. */
function step(glob, state, name) {
	const next = [];
	const passes = glob.hidden || !name.startsWith(".");
	for (const index of state) {
		const part = glob.parts[index];
		if (part === void 0 || part.kind === "folders") {
			if (passes) next.push(index);
		} else if (matches(part, name, glob.windows)) next.push(index + 1);
	}
	return close(glob, next);
}
function accepts(glob, state) {
	return state.includes(glob.parts.length);
}
function matches(part, name, windows) {
	if (part.kind === "wildcard") return part.test.test(name);
	return windows ? part.name.toLowerCase() === name.toLowerCase() : part.name === name;
}
/** `**` may also match no folder at all: its successor is open wherever it is. */
function close(glob, indexes) {
	const closed = /* @__PURE__ */ new Set();
	for (let index of indexes) {
		closed.add(index);
		while (glob.parts[index]?.kind === "folders") closed.add(index += 1);
	}
	return [...closed].sort((a, b) => a - b);
}
function splitNames(text, options) {
	const system = options.windows ? win32 : posix;
	const root = system.isAbsolute(text) ? system.parse(text).root : "";
	return {
		root,
		names: text.slice(root.length).split(options.windows ? /[\\/]/ : "/").filter((name) => name !== "" && name !== ".")
	};
}
function expandBraces(pattern, options) {
	const done = [];
	const open = [pattern];
	for (let text = open.pop(); text !== void 0; text = open.pop()) {
		const choice = firstChoice(text, options);
		if (choice === void 0) done.push(text);
		else open.push(...choice);
		if (done.length + open.length > MOST_ALTERNATIVES) throw badPattern(pattern, `braces for more than ${MOST_ALTERNATIVES} alternatives`);
	}
	return done;
}
/** The text once for each choice of its first braces that hold a comma; undefined when none do. */
function firstChoice(text, options) {
	for (let start = 0; start < text.length; start += 1) if (text[start] === "\\" && !options.windows) start += 1;
	else if (text[start] === "{") {
		const cuts = bracesAt(text, start, options);
		const end = cuts?.at(-1);
		if (cuts === void 0 || end === void 0 || cuts.length < 3) continue;
		return cuts.slice(1).map((cut, index) => {
			const from = (cuts[index] ?? start) + 1;
			return text.slice(0, start) + text.slice(from, cut) + text.slice(end + 1);
		});
	}
}
/** The places of the opening brace, its own commas and its closing brace; undefined when it is never closed. */
function bracesAt(text, start, options) {
	const cuts = [start];
	let depth = 0;
	for (let at = start; at < text.length; at += 1) if (text[at] === "\\" && !options.windows) at += 1;
	else if (text[at] === "{") depth += 1;
	else if (text[at] === "," && depth === 1) cuts.push(at);
	else if (text[at] === "}" && (depth -= 1) === 0) return [...cuts, at];
}
function compileName(name, pattern, options) {
	if (name === "**") return { kind: "folders" };
	let source = "";
	let literal = "";
	let wild = false;
	for (let at = 0; at < name.length; at += 1) {
		const char = name[at] ?? "";
		const set = char === "[" ? characterSet(name, at) : void 0;
		if (char === "*" || char === "?" || set !== void 0) {
			wild = true;
			if (char === "?") source += ".";
			else if (set !== void 0) source += set.source;
			else if (!source.endsWith(".*")) source += ".*";
			if (set !== void 0) at = set.end;
		} else {
			const escaped = char === "\\" && !options.windows && at + 1 < name.length;
			if (escaped) at += 1;
			const plain = escaped ? name[at] ?? "" : char;
			literal += plain;
			source += plain.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
		}
	}
	if (!wild) return {
		kind: "literal",
		name: literal
	};
	const unlessHidden = options.hidden || source.startsWith("\\.") ? "" : "(?!\\.)";
	try {
		return {
			kind: "wildcard",
			test: new RegExp(`^${unlessHidden}${source}$`, options.windows ? "isu" : "su")
		};
	} catch (cause) {
		throw badPattern(pattern, `${quoted(name)}, a range that ends before it begins`, cause);
	}
}
/** `[…]` as a regular expression's set, with the place of its closing bracket; undefined when it is never closed. */
function characterSet(name, start) {
	const negated = name[start + 1] === "!" || name[start + 1] === "^";
	const first = start + (negated ? 2 : 1);
	const end = name.indexOf("]", first + 1);
	if (end < 0) return void 0;
	const set = name.slice(first, end).replace(/[\\^[\]]/g, "\\$&");
	return {
		source: `[${negated ? "^" : ""}${set}]`,
		end
	};
}
function badPattern(pattern, got, cause) {
	return new WaybillError("INPUT_INVALID", {
		what: `The pattern ${quoted(pattern)} of the input \`subject-path\` cannot be read.`,
		got,
		expected: "a path or a glob of `*`, `?`, `[a-z]`, `**` and `{a,b}`",
		todo: "Correct the pattern, or list the files.",
		...cause === void 0 ? {} : { cause }
	});
}

// src/subjects/walk.ts
/** The names of an absolute path, its root first. */
function pathNames(path) {
	const { root } = parse(path);
	return [root, ...path.slice(root.length).split(sep).filter((name) => name !== "")];
}
/**
* The files that a plan selects; a folder selected contributes the files below it. Links are followed. Nothing that the
* plan selects is left out silently: what cannot be read, or lies outside the boundary, is an error.
*
* A folder that links make reachable in several ways is read once for each way of matching what it holds, its own path
* first; so cycles end, and every file is found under each of its base names.
*
* @throws WaybillError SUBJECT_OUTSIDE for a link that leaves the boundary; SUBJECT_UNREADABLE for a folder that cannot
*   be read, a link to nothing, and for what is neither a file nor a folder
*/
async function walk(plan) {
	const found = [];
	const own = [];
	const linked = [];
	const visited = /* @__PURE__ */ new Set();
	const admit = (place) => {
		const selected = accepts(plan.glob, place.state);
		if (place.kind !== "folder" && !selected) return;
		if (place.kind === "dangling") throw unreadable(place.path, "a symbolic link that leads nowhere");
		if (!isInside(plan.boundary, place.real)) throw outside(place, plan);
		if (place.kind === "other") throw unreadable(place.path, "neither a file nor a folder");
		if (place.kind === "file") found.push({
			path: place.path,
			real: place.real
		});
		else (place.linked ? linked : own).push(place);
	};
	const base = await basePlace(plan);
	if (base !== void 0) admit(base);
	for (let folder = own.pop() ?? linked.pop(); folder !== void 0; folder = own.pop() ?? linked.pop()) {
		const key = [
			folder.real,
			folder.state.join(),
			...folder.excluded.map((state) => state.join())
		].join("\0");
		if (visited.has(key)) continue;
		visited.add(key);
		for (const place of await placesIn(folder, plan)) admit(place);
	}
	return found;
}
async function basePlace(plan) {
	const excluded = plan.excludes.map((glob) => pathNames(plan.base).reduce((state, name) => step(glob, state, name), startState(glob)));
	if (isExcluded(plan.excludes, excluded)) return void 0;
	try {
		await lstat(plan.base);
	} catch (error) {
		const code = kindOf$1(error);
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw unreadable(plan.base, code, error);
	}
	return {
		...await follow(plan.base),
		linked: false,
		state: startState(plan.glob),
		excluded
	};
}
async function placesIn(folder, plan) {
	const entries = await readdir(folder.path, { withFileTypes: true }).catch((error) => {
		throw unreadable(folder.path, kindOf$1(error), error);
	});
	const places = [];
	for (const entry of entries) {
		const state = step(plan.glob, folder.state, entry.name);
		if (state.length === 0) continue;
		const excluded = plan.excludes.map((glob, index) => step(glob, folder.excluded[index] ?? [], entry.name));
		if (isExcluded(plan.excludes, excluded)) continue;
		const path = join(folder.path, entry.name);
		const place = entry.isSymbolicLink() ? {
			...await follow(path),
			linked: true
		} : {
			path,
			real: join(folder.real, entry.name),
			kind: kindOfEntry(entry),
			linked: folder.linked
		};
		places.push({
			...place,
			state,
			excluded
		});
	}
	return places;
}
function isExcluded(excludes, states) {
	return excludes.some((glob, index) => accepts(glob, states[index] ?? []));
}
/** What stands at the end of every link on the way. */
async function follow(path) {
	try {
		const real = await realpath(path);
		return {
			path,
			real,
			kind: kindOfEntry(await stat(real))
		};
	} catch (error) {
		const code = kindOf$1(error);
		if (code === "ENOENT" || code === "ELOOP" || code === "ENOTDIR") return {
			path,
			real: path,
			kind: "dangling"
		};
		throw unreadable(path, code, error);
	}
}
function kindOfEntry(entry) {
	if (entry.isFile()) return "file";
	return entry.isDirectory() ? "folder" : "other";
}
function outside(place, plan) {
	return new WaybillError("SUBJECT_OUTSIDE", {
		what: `${quoted(place.path)} leads out of ${plan.boundaryName}.`,
		got: `a ${place.kind} at ${quoted(place.real)}`,
		expected: `a path in ${quoted(plan.boundary)}`,
		todo: "Copy what it leads to into the workspace, name it by its absolute path, or exclude it with `!` and its path."
	});
}
/** The error for a subject that cannot be read, with the reason in our words or the system's code. */
function unreadable(path, reason, cause) {
	return new WaybillError("SUBJECT_UNREADABLE", {
		what: `${quoted(path)} cannot be read.`,
		got: reason,
		expected: "a regular file, or a folder, that this step may read",
		todo: "Correct the path or its permissions, or exclude it with `!` and its path.",
		...cause === void 0 ? {} : { cause }
	});
}

// src/subjects/files.ts
const WINDOWS = process.platform === "win32";
/** Hidden files are subjects only when named; an exclude leaves them out however it is written. */
const INCLUDE = {
	hidden: false,
	windows: WINDOWS
};
const EXCLUDE = {
	hidden: true,
	windows: WINDOWS
};
const MOST_LISTED = 10;
/**
* The regular files that the patterns select, sorted by path, each path once.
*
* A folder contributes the files below it; names that begin with a dot only where the pattern names the dot. Relative
* patterns must stay in the workspace; an absolute pattern may name another folder, whose links must then stay in it.
*
* @param workspace the folder that relative patterns start from
* @throws WaybillError SUBJECT_NOT_FOUND when a pattern selects no file, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE,
*   INPUT_INVALID for a pattern that cannot be read
*/
async function findFiles(patterns, workspace) {
	const home = {
		path: resolve(workspace),
		real: await realFolder(resolve(workspace))
	};
	const excludes = patterns.exclude.flatMap((pattern) => globsOf(pattern, EXCLUDE).map((glob) => whole(glob, pattern, home)));
	const found = /* @__PURE__ */ new Map();
	const missing = [];
	for (const pattern of patterns.include) {
		const plans = globsOf(pattern, INCLUDE).map((glob) => anchor(glob, pattern, home));
		let matched = false;
		for (const { base, rest, absolute } of plans) {
			const boundary = await boundaryOf(base, absolute, pattern, home);
			for (const file of await walk({
				base,
				glob: rest,
				excludes,
				...boundary
			})) {
				matched = true;
				found.set(file.path, file);
			}
		}
		const [first] = plans;
		if (!matched && first !== void 0) missing.push({
			pattern,
			base: first.base
		});
	}
	if (missing.length > 0) throw await notFound(missing, home);
	return [...found.values()].sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}
async function realFolder(path) {
	return await realpath(path).catch((error) => {
		throw new WaybillError("SUBJECT_NOT_FOUND", {
			what: `The working directory ${quoted(path)} cannot be read.`,
			got: kindOf$1(error),
			todo: "Check the repository out, or build, before this step.",
			cause: error
		});
	});
}
/** The globs of a pattern, and the pattern as the plain path of a file whose name holds wildcard characters. */
function globsOf(pattern, options) {
	const globs = compileGlob(pattern, options);
	const plain = /[*?[{\\]/.test(pattern) ? [literalGlob(pattern, options)] : [];
	return [...globs, ...plain];
}
function anchor(glob, pattern, home) {
	const wild = glob.parts.findIndex((part) => part.kind !== "literal");
	const count = wild < 0 ? glob.parts.length : wild;
	const leading = glob.parts.slice(0, count).flatMap((part) => part.kind === "literal" ? [part.name] : []);
	const parts = glob.parts.slice(count);
	if (parts.some((part) => part.kind === "literal" && part.name === "..")) throw new WaybillError("INPUT_INVALID", {
		what: `The pattern ${quoted(pattern)} of the input \`subject-path\` cannot be read.`,
		got: "`..` after a wildcard",
		expected: "`..` only before the first wildcard",
		todo: "Write the pattern without `..`."
	});
	const named = resolve(glob.root === "" ? home.path : glob.root, ...leading);
	return {
		base: !isInside(home.path, named) && isInside(home.real, named) ? join(home.path, relative(home.real, named)) : named,
		rest: {
			...glob,
			parts
		},
		absolute: glob.root !== ""
	};
}
/** The glob over whole absolute paths, as excludes are matched. */
function whole(glob, pattern, home) {
	const { base, rest } = anchor(glob, pattern, home);
	return {
		...glob,
		parts: [...pathNames(base).map((name) => ({
			kind: "literal",
			name
		})), ...rest.parts]
	};
}
async function boundaryOf(base, absolute, pattern, home) {
	if (isInside(home.path, base)) return {
		boundary: home.real,
		boundaryName: "the workspace"
	};
	if (!absolute) throw new WaybillError("SUBJECT_OUTSIDE", {
		what: `The pattern ${quoted(pattern)} leaves the workspace.`,
		got: quoted(base),
		expected: `a path in ${quoted(home.path)}`,
		todo: "Name a folder outside the workspace by its absolute path."
	});
	const folder = await readdir(base).then(() => true, () => false) ? base : dirname(base);
	return {
		boundary: await realpath(folder).catch(() => folder),
		boundaryName: `the folder ${quoted(folder)}`
	};
}
async function notFound(missing, home) {
	const names = missing.map(({ pattern }) => quoted(pattern));
	const listed = [];
	for (const { base } of missing.slice(0, 3)) {
		const text = await whatIsThere(base, home);
		if (!listed.includes(text)) listed.push(text);
	}
	return new WaybillError("SUBJECT_NOT_FOUND", {
		what: `${names.slice(0, MOST_LISTED).join(", ")} of the input \`subject-path\` ${names.length === 1 ? "selects" : "select"} no file.`,
		got: listed.join("; "),
		expected: `at least one file for each pattern, looked for from the working directory ${quoted(home.path)}`,
		todo: "Correct the pattern, or build before this step. Hidden files are found only when the pattern names the dot, and `!` leaves files out."
	});
}
/** The nearest folder that exists on the way to a path, and what it holds. */
async function whatIsThere(base, home) {
	const last = isInside(home.path, base) ? home.path : parse(base).root;
	for (let folder = base;; folder = dirname(folder)) {
		const entries = await readdir(folder, { withFileTypes: true }).catch(() => void 0);
		if (entries !== void 0) {
			const names = entries.map((entry) => entry.isDirectory() ? `${entry.name}/` : entry.name);
			names.sort((a, b) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || compareCodeUnits(a, b));
			const shown = names.slice(0, MOST_LISTED).map((name) => quoted(name, 60));
			if (names.length > MOST_LISTED) shown.push(`and ${names.length - MOST_LISTED} more`);
			return `${quoted(folder)} holds ${shown.length === 0 ? "nothing" : shown.join(", ")}`;
		}
		if (folder === last || !isAbsolute(folder)) return `${quoted(folder)} cannot be read`;
	}
}

// src/subjects/hash.ts
const readAsync = promisify(read);
/** Read at a time. Files up to this size are read in one blocking call: five times faster for thousands of them. */
const CHUNK = 1048576;
/** How long small files may keep the thread, in milliseconds, before what waits on the network gets its turn. */
const TURN = 15;
/**
* The SHA-256 of files, several read at once, none larger than a mebibyte held in memory whole.
*
* @param paths real paths: a link that took a file's place since it was found is not followed
* @returns the digest for each path
* @throws WaybillError SUBJECT_CHANGED for a file that changes while it is read, SUBJECT_UNREADABLE
*/
async function hashFiles(paths, options = {}) {
	const waiting = new Set(paths);
	const digests = /* @__PURE__ */ new Map();
	const work = async () => {
		const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
		let turn = performance.now();
		for (const path of waiting) {
			waiting.delete(path);
			try {
				digests.set(path, await hashFile(path, buffers, options));
			} catch (error) {
				waiting.clear();
				throw error instanceof WaybillError ? error : unreadable(path, kindOf$1(error), error);
			}
			if (performance.now() - turn > TURN) {
				await setImmediate();
				turn = performance.now();
			}
		}
	};
	const lanes = Math.min(options.atOnce ?? Math.min(availableParallelism(), 4), waiting.size);
	const results = await Promise.allSettled(Array.from({ length: lanes }, work));
	for (const result of results) if (result.status === "rejected") throw result.reason;
	return digests;
}
async function hashFile(path, buffers, options) {
	const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const before = fstatSync(file, { bigint: true });
		if (!before.isFile()) throw unreadable(path, "no longer a regular file");
		options.opened?.(path);
		const { hex, length } = before.size < CHUNK ? hashSmall(file, buffers[0]) : await hashLarge(file, buffers);
		const difference = differenceOf(before, path, length);
		if (difference !== void 0) throw changed(path, difference);
		const digest = hexDigest("sha256", hex);
		if (digest === void 0) throw new TypeError("SHA-256 has another length");
		return digest;
	} finally {
		closeSync(file);
	}
}
/** A file smaller than the buffer; of one that has grown meanwhile the buffer's length is hashed, and told. */
function hashSmall(file, buffer) {
	let length = 0;
	for (let got = -1; got !== 0 && length < buffer.length; length += got) got = readSync(file, buffer, length, buffer.length - length, length);
	return {
		hex: hash("sha256", buffer.subarray(0, length)),
		length
	};
}
/** Hashes one buffer while the next is read. */
async function hashLarge(file, [one, other]) {
	const hashing = createHash("sha256");
	let [current, next] = [one, other];
	let length = 0;
	let reading = readAsync(file, current, 0, CHUNK, 0);
	for (let got = (await reading).bytesRead; got > 0; got = (await reading).bytesRead) {
		length += got;
		reading = readAsync(file, next, 0, CHUNK, length);
		hashing.update(current.subarray(0, got));
		[current, next] = [next, current];
	}
	return {
		hex: hashing.digest("hex"),
		length
	};
}
/** What changed since the file was opened; asked of the path, so that a file put in its place is seen too. */
function differenceOf(before, path, length) {
	const after = statSync(path, {
		bigint: true,
		throwIfNoEntry: false
	});
	if (after === void 0) return "the file was removed";
	if (after.dev !== before.dev || after.ino !== before.ino) return "another file took its place";
	if (after.size !== before.size) return `${before.size} bytes before, ${after.size} after`;
	if (BigInt(length) !== before.size) return `${before.size} bytes by its size, ${length} bytes read`;
	if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs) return "it was written to";
}
function changed(path, got) {
	return new WaybillError("SUBJECT_CHANGED", {
		what: `${quoted(path)} changed while it was hashed.`,
		got,
		expected: "a file that stays as it is until it is attested",
		todo: "Let everything that writes to the file end before this step."
	});
}

// src/subjects/collect.ts
const INPUTS = {
	paths: "`subject-path`",
	digest: "`subject-digest`",
	checksums: "`subject-checksums`",
	base64: "`base64-subjects`",
	artifacts: "the runner's artifact list"
};
/**
* Finds the subjects of all requests together, and everything wrong with them that can be known before files are hashed.
* Files come first, sorted by path, then what lists and digests name, in the order given. Equal names with equal digests
* are one subject; the expected count is of what remains. How many fit one statement is not its concern.
*
* Two digests of one name that share no algorithm are one subject's digest set when one list gives both; from two
* sources nothing shows that they are of the same bytes, and that is a conflict.
*
* @throws WaybillError INPUT_INVALID, SUBJECT_NOT_FOUND, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE, CHECKSUMS_INVALID,
*   SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY, SUBJECT_COUNT
*/
async function findSubjects(requests, options) {
	const workspace = resolve(options.workspace);
	const lists = [];
	for (const [list, request] of requests.entries()) lists.push(await claimsOf(request, list, workspace));
	const listed = [...combine(lists.flat()).values()];
	const files = await findNamedFiles(requests, workspace);
	const names = new Set([...files, ...listed].map(({ name }) => name));
	if (names.size === 0) throw nothing(requests);
	if (options.expectedCount !== void 0 && names.size !== options.expectedCount) throw miscounted([...names], options.expectedCount);
	return { hash: async () => {
		const [first, ...rest] = [...combine([...await fileClaims(files, options.hashing), ...listed]).values()].map(({ name, digest }) => ({
			name,
			digest
		}));
		if (first === void 0) throw nothing(requests);
		return {
			subjects: [first, ...rest],
			files: new Map(files.map(({ name, path }) => [name, path]))
		};
	} };
}
async function claimsOf(request, list, workspace) {
	const input = INPUTS[request.kind];
	if (request.kind === "paths") return [];
	if (request.kind === "digest") return [{
		...parseDigest(request.digest, request.name),
		list,
		source: () => input
	}];
	if (request.kind === "artifacts") return (await readArtifactsList(request.path) ?? []).map((subject) => ({
		...subject,
		list,
		source: () => input
	}));
	return (request.kind === "base64" ? parseBase64Subjects(request.input) : await parseChecksumsInput(request.input, workspace)).map(({ name, algorithm, hex, line }) => {
		return {
			name,
			digest: { [algorithm]: hex },
			list,
			source: () => `${input} line ${line}`
		};
	});
}
async function findNamedFiles(requests, workspace) {
	const renamed = [];
	const found = [];
	for (const request of requests) {
		if (request.kind !== "paths") continue;
		const files = await findFiles(request.patterns, workspace);
		if (request.name === void 0) found.push(files);
		else renamed.push(rename$1(files, request.name));
	}
	const named = [...renamed, ...nameFiles(found.flat(), workspace)];
	for (const { name, path } of named) {
		const problem = nameProblem(name);
		if (problem !== void 0) throw unreadable(path, problem);
	}
	return named;
}
function rename$1(files, name) {
	const [file, another] = files;
	if (file === void 0 || another !== void 0) {
		const got = `a name for ${files.length} files`;
		throw invalidInput("subject-name", got, "`subject-path` that selects one file");
	}
	return {
		...file,
		name: subjectName(name)
	};
}
async function fileClaims(files, hashing) {
	const digests = await hashFiles(files.map(({ real }) => real), hashing);
	return files.flatMap(({ name, path, real }) => {
		const sha256 = digests.get(real);
		if (sha256 === void 0) return [];
		return [{
			name,
			digest: { sha256 },
			list: -1,
			source: () => `the file ${quoted(path)}`
		}];
	});
}
/** One claim for each name, in the order in which names first appear. */
function combine(claims) {
	const byName = /* @__PURE__ */ new Map();
	for (const claim of claims) {
		const known = byName.get(claim.name);
		byName.set(claim.name, known === void 0 ? claim : {
			...known,
			digest: joined(known, claim)
		});
	}
	return byName;
}
function joined(known, claim) {
	const shared = digestEntries(claim.digest).filter(([algorithm]) => known.digest[algorithm] !== void 0);
	const agree = shared.every(([algorithm, hex]) => known.digest[algorithm] === hex);
	if (!agree || shared.length === 0 && known.list !== claim.list) throw new WaybillError("SUBJECT_CONFLICT", {
		what: `The subject ${quoted(known.name)} has two digests.`,
		got: `${digestText(known.digest)} by ${known.source()}, ${digestText(claim.digest)} by ${claim.source()}`,
		expected: agree ? "digests of one algorithm, or both in one checksum list" : "one digest for each name",
		todo: "Name each subject once, or give different files different names."
	});
	return Object.fromEntries(digestEntries({
		...known.digest,
		...claim.digest
	}));
}
function miscounted(names, expected) {
	const shown = names.slice(0, 10).map((name) => quoted(name, 60));
	if (names.length > shown.length) shown.push(`and ${names.length - shown.length} more`);
	return new WaybillError("SUBJECT_COUNT", {
		what: "The number of subjects is not the one expected.",
		got: `${names.length}: ${shown.join(", ")}`,
		expected: `${expected}, the input \`expected-count\``,
		todo: "Find out which file is missing or too many, or correct `expected-count`."
	});
}
function nothing(requests) {
	const given = requests.map(({ kind }) => INPUTS[kind]).join(", ");
	return new WaybillError("SUBJECTS_EMPTY", {
		what: "There is nothing to attest.",
		got: given === "" ? "no input that names subjects" : `no subject in ${given}`,
		expected: "at least one file or digest",
		todo: "Give `subject-path`, `subject-checksums`, `base64-subjects`, or `subject-digest` with `subject-name`."
	});
}

// src/verify/issued.ts
/**
* What can be said of a certificate before anything is signed with it, and so before a log shows it for ever: that an
* authority of the trusted root issued it, for the identity that was asked for. The whole is judged with the bundle.
* @throws WaybillError CERTIFICATE_INVALID, ISSUER_MISMATCH, SIGNER_MISMATCH, SOURCE_MISMATCH
*/
function assertIssued(der, expected, trust) {
	const certificate = import_dist$1.X509Certificate.parse(der);
	if (!trust.root.certificateAuthorities.some((authority) => {
		const [issuing] = authority.certChain?.certificates ?? [];
		return issuing !== void 0 && isIssuedBy(certificate, Buffer.from(issuing.rawBytes));
	})) throw new WaybillError("CERTIFICATE_INVALID", {
		what: "The certificate authority that answered is not one that the trusted root lists. Nothing was signed.",
		expected: trust.description,
		todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance."
	});
	assertIdentity(readCertificate(certificate), expected);
}
function isIssuedBy(certificate, issuer) {
	try {
		return certificate.verify(import_dist$1.X509Certificate.parse(issuer));
	} catch {
		return false;
	}
}

// src/attest.ts
/**
* The step. Whatever it gets done stands in `progress`, also when it throws.
* @returns false when there was nothing to do: no token, and `on-missing-token: skip`
*/
async function attest(inputs, job, ports, progress) {
	assertAddresses(job);
	const trust = await readGivenTrust(inputs);
	const given = await readGivenPredicates(inputs, job.workspace);
	const found = await findSubjects(inputs.subjects, {
		workspace: job.workspace,
		...inputs.expectedCount === void 0 ? {} : { expectedCount: inputs.expectedCount }
	});
	const world = {
		inputs,
		job,
		ports,
		progress,
		given
	};
	if (inputs.dryRun) return await dryRun(found, world);
	if (job.tokenRequest === void 0) return await withoutToken(world);
	const opened = await openSigning(job.tokenRequest, {
		...world,
		trust,
		found
	});
	const checkout = quietly(readCheckout(job.workspace, ports.exec));
	const subjects = await listSubjects(opened.hashing, world);
	const signing = {
		...opened,
		instance: settleInstance(opened.latest, world)
	};
	const statements = await stateAll(signing.run, subjects, checkout, world);
	assertNamesApart(statements, subjects);
	progress.planned = statements.length;
	const plan = statements.map((statement) => planned(signing.run, statement));
	const held = await askStores(plan, openStores(signing, subjects, world), signing.instance.root);
	assertStorable(held, (published) => progress.published.push(published));
	const folder = await openOutputDir(inputs.outputDir, job);
	for (const { fileName } of statements) await assertReplaceable(path.join(folder, fileName));
	await ports.log.group("Sign, verify and store", () => signAndStore(held, folder, signing, world));
	return true;
}
async function withoutToken({ inputs, job, ports, progress }) {
	const missing = missingToken(job.eventName, await ports.readEvent());
	if (inputs.onMissingToken === "fail") throw missing;
	const text = `${missing.parts.what} Nothing was signed, as \`on-missing-token: skip\` asks.`;
	progress.notices.push({
		severity: "notice",
		text
	});
	return false;
}
/** Token, claims, Sigstore instance; files are hashed meanwhile, and the certificate is asked for. */
async function openSigning(request, world) {
	const { inputs, job, ports, progress } = world;
	const patience = new Patience(inputs.maxWait, ports.clock);
	const net = http(ports.fetcher, patience);
	const hashing = quietly(world.found.hash());
	return await ports.log.group("Identity", async () => {
		const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
		const identity = await obtainIdentity(request, issuer, {
			http: net,
			mask: ports.mask,
			now: () => ports.clock.now()
		});
		const run = describeRun(identity.claims, job.serverUrl);
		progress.run = run;
		const { instance, latest } = await instanceFor(run, inputs, world.trust, {
			http: net,
			fetcher: ports.fetcher,
			now: new Date(ports.clock.now()),
			apiUrl: job.apiUrl,
			token: inputs.githubToken,
			cache: job.toolCache
		});
		progress.instance = instance;
		ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
		ports.log.info(`builder  ${run.builderId}`);
		ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
		const obtain = () => obtainCertificate(instance.ca, identity, net);
		return {
			net,
			patience,
			run,
			instance,
			latest,
			obtain,
			certificate: quietly(obtain()),
			hashing
		};
	});
}
/** The root that judges from here on: the newest that came while files were hashed. */
function settleInstance(latest, { ports, progress }) {
	const { instance, reason } = latest();
	progress.instance = instance;
	ports.log.info(`trust    ${instance.root.description}${reason === void 0 ? "" : `, as shipped: ${reason}`}`);
	return instance;
}
const LOGGED_SUBJECTS = 200;
async function listSubjects(hashing, { ports, progress }) {
	const { log } = ports;
	return await log.group("Subjects", async () => {
		const { subjects } = await hashing;
		progress.subjects = subjects;
		for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
		log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
		return subjects;
	});
}
/** The targets that the inputs ask for; what they ask for in vain is reported at once. */
function openStores(signing, subjects, world) {
	const { apiUrl } = world.job;
	const { fetcher } = world.ports;
	const notice = (text) => void world.progress.notices.push({
		severity: "notice",
		text
	});
	const ports = {
		apiUrl,
		fetcher,
		patience: signing.patience,
		notice
	};
	const { targets, skipped } = openTargets(world.inputs, signing.run, subjects, ports);
	world.progress.published.push(...skipped);
	return targets;
}
/** Our own claims say who must have signed, for what. */
function identityOf(run) {
	return {
		issuer: run.claims.iss,
		signer: run.builderId,
		sourceRepository: run.repositoryUrl,
		sourceDigest: run.claims.sha
	};
}
/** A statement with what its bundle must satisfy. */
function planned(run, plan) {
	const { body } = plan.statement;
	return {
		...plan,
		expected: {
			identity: identityOf(run),
			predicateTypes: [body.predicateType],
			artifacts: body.subject.map((subject) => subject.digest)
		}
	};
}
/** Statements in work at a time: each is a call to a log and one to a timestamp authority. */
const SIGNED_AT_ONCE = 4;
/** Each statement signed, verified and stored, in a few lines side by side, all with one certificate. */
async function signAndStore(held, folder, signing, world) {
	const { progress } = world;
	const { instance, net, run, obtain, certificate } = signing;
	const issued = async (asked) => {
		const answer = await asked;
		assertIssued(answer.der, identityOf(run), instance.root);
		return answer;
	};
	const signs = signer(instance, net, () => issued(obtain()), quietly(issued(certificate)));
	await inParallel(held, SIGNED_AT_ONCE, async (one, order) => {
		const { fileName } = one.planned;
		const file = path.join(folder, fileName);
		const bundle = await signOrReuse(file, one, signs, signing, world.ports.log);
		progress.files.push({
			fileName,
			path: file,
			bundle,
			order,
			reused: one.reused !== void 0
		});
		await storeEverywhere(one, bundle, (published) => progress.published.push(published));
	});
}
/** A verified bundle of the statement, in `file`. */
async function signOrReuse(file, held, signs, signing, log) {
	const { planned, reused } = held;
	if (reused !== void 0) {
		log.info(`${planned.fileName}: an earlier run or attempt signed the same statement, so nothing is signed anew.`);
		return await writeJudged(file, Buffer.from(`${reused.json}\n`), () => reused);
	}
	const unverified = await signs.sign(planned.statement);
	const bundle = await writeJudged(file, unverified, () => {
		const judged = verifyBundle(unverified.toString("utf8"), planned.expected, signing.instance.root);
		if (sameJson(judged.statement.json, planned.statement.body)) return judged;
		throw new WaybillError("STATEMENT_MALFORMED", {
			what: "The statement that was signed is not the one that was made. It was stored nowhere.",
			todo: "Please report this."
		});
	});
	for (const check of bundle.checks) log.info(`${planned.fileName}: verified ${check.name}: ${check.detail}`);
	return bundle;
}
/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly(promise) {
	promise.catch(() => void 0);
	return promise;
}

// src/run/vars.ts
/**
* Chooses variables by name. Names are compared without case, as GitHub does ("Variables reference").
* @param names the input `vars`, one a line
* @param json the input `vars-json`: `${{ toJSON(vars) }}`
* @throws WaybillError INPUT_INVALID that names each variable that `vars-json` lacks
*/
function readVars(names, json) {
	const wanted = (names ?? "").split("\n").flatMap((line) => line.trim() === "" ? [] : [line.trim()]);
	const given = json === void 0 || json.trim() === "" ? void 0 : readVarsJson(json);
	const all = new Map(Object.entries(given ?? {}).map(([name, value]) => [name.toUpperCase(), [name, value]]));
	const missing = wanted.filter((name) => !all.has(name.toUpperCase()));
	if (missing.length > 0) {
		const known = [...all.values()].map(([name]) => name);
		throw new WaybillError("INPUT_INVALID", {
			what: "The input `vars` names variables that `vars-json` does not hold.",
			got: missing.join(", "),
			expected: given === void 0 ? "`vars-json: ${{ toJSON(vars) }}` beside `vars`" : `names of \`vars-json\`: ${known.length === 0 ? "it holds none" : known.slice(0, 30).join(", ")}`,
			todo: "Correct the names, or define the variables for the repository, its organisation or the environment."
		});
	}
	const values = /* @__PURE__ */ new Map();
	const redacted = [];
	for (const [name = "", value = ""] of wanted.map((wish) => all.get(wish.toUpperCase()) ?? [])) {
		const stated = redactNamed(name, value).value;
		if (values.has(name) || typeof stated !== "string") continue;
		values.set(name, stated);
		if (stated !== value) redacted.push(name);
	}
	const complete = given !== void 0 && values.size === all.size && redacted.length === 0;
	return {
		values: Object.fromEntries(values),
		complete,
		redacted
	};
}
function readVarsJson(json) {
	const todo = "Give `vars-json: ${{ toJSON(vars) }}`.";
	const given = readJson(json, "the input `vars-json`", todo);
	const entries = Object.entries(isRecord(given) ? given : {}).flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []);
	if (!isRecord(given) || entries.length !== Object.keys(given).length) throw new WaybillError("INPUT_INVALID", {
		what: "The input `vars-json` is not valid.",
		got: isRecord(given) ? "a value that is no text" : "JSON that is no object",
		expected: "a JSON object of texts",
		todo
	});
	return Object.fromEntries(entries);
}

// src/subjects/patterns.ts
/**
* Reads `subject-path`: patterns on lines of their own or between commas. `!` before a pattern excludes, a line that
* begins with `#` is a comment, and a comma inside `{a,b}` separates nothing. `"…"` keeps commas, spaces, `!` and `#`
* as they are, with `""` for a quote; wildcards work in quotes too.
*
* @throws WaybillError INPUT_INVALID for malformed quoting, or when there are only excludes
*/
function parsePatterns(input) {
	if (input.includes("\0")) throw invalid("a NUL character", "paths without NUL characters");
	const include = [];
	const exclude = [];
	for (const [index, line] of input.split(/\r?\n/).entries()) {
		if (line.trimStart().startsWith("#")) continue;
		for (const entry of splitLine(line, index + 1)) (entry.excludes ? exclude : include).push(entry.pattern);
	}
	if (include.length === 0 && exclude.length > 0) throw invalid("only patterns that exclude", "at least one pattern without `!`");
	return {
		include,
		exclude
	};
}
function splitLine(line, number) {
	const entries = [];
	let at = 0;
	while (at < line.length) {
		const bang = /[ \t]*(!?)[ \t]*/y;
		bang.lastIndex = at;
		const excludes = bang.exec(line)?.[1] === "!";
		const start = bang.lastIndex;
		const inQuotes = line[start] === "\"";
		const end = inQuotes ? endOfQuoted(line, start, number) : endOfPlain(line, start);
		const text = line.slice(start, end);
		const pattern = inQuotes ? unquote(text.trimEnd()) : text.trim();
		if (!inQuotes && pattern.includes("\"")) throw invalid(`line ${number}: a quote inside ${quoted(pattern)}`, "quotes around a whole pattern, with \"\" for each quote inside");
		if (pattern !== "") entries.push({
			pattern,
			excludes
		});
		else if (excludes || inQuotes) throw invalid(`line ${number}: an empty pattern`, "a path or a glob");
		at = end + 1;
	}
	return entries;
}
/** Where the quoted entry ends: at a comma or at the end of the line. */
function endOfQuoted(line, start, number) {
	const body = /"(?:[^"]|"")*"[ \t]*/y;
	body.lastIndex = start;
	if (!body.test(line)) throw invalid(`line ${number}: ${quoted(line.slice(start))}`, "a closing quote on the same line");
	if (body.lastIndex < line.length && line[body.lastIndex] !== ",") throw invalid(`line ${number}: ${quoted(line.slice(body.lastIndex))} after a closing quote`, "a comma or the end of the line; \"\" stands for a quote inside quotes");
	return body.lastIndex;
}
/** Where the plain entry ends: at the first comma outside braces, or at the end of the line. */
function endOfPlain(line, start) {
	let at = start;
	while (at < line.length && line[at] !== ",") at = line[at] === "{" ? endOfBraces(line, at) ?? at + 1 : at + 1;
	return at;
}
/** The place after the brace that closes the one at `start`; undefined when none does, and it is an ordinary character. */
function endOfBraces(line, start) {
	let depth = 0;
	for (let at = start; at < line.length; at += 1) {
		if (line[at] === "{") depth += 1;
		if (line[at] === "}") depth -= 1;
		if (depth === 0) return at + 1;
	}
}
function unquote(text) {
	return text.slice(1, -1).replaceAll("\"\"", "\"");
}
function invalid(got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: "The input `subject-path` cannot be read.",
		got,
		expected,
		todo: "List one path or glob a line; put a name that holds a comma in quotes, as in \"a,b.txt\"."
	});
}

// src/inputs.ts
const NO_VARS = {
	values: {},
	complete: false,
	redacted: []
};
/**
* @param get an input's text, trimmed, empty when it is not set
* @param artifactsList the runner's list of what the job declared, used when no input names a subject
* @throws WaybillError INPUT_INVALID that names every bad input
*/
function readInputs(get, artifactsList) {
	const reader = new InputReader(get);
	const sigstore = reader.choice("sigstore", [
		"auto",
		"public",
		"github",
		"custom"
	]);
	const inputs = {
		subjects: readSubjectInputs(reader, artifactsList),
		expectedCount: reader.integer("expected-count", 1, 1e6),
		buildType: reader.choice("build-type", ["github", "full"]),
		provenanceVersion: reader.choice("provenance-version", [
			"v1",
			"v0.2",
			"both"
		]),
		eventPayload: reader.choice("event-payload", [
			"none",
			"digest",
			"full"
		]),
		vars: reader.parsed("vars", () => readVars(reader.text("vars"), reader.text("vars-json"))) ?? NO_VARS,
		sbomPaths: reader.lines("sbom-path"),
		predicate: readPredicateInput(reader),
		bundlePer: reader.choice("bundle-per", ["run", "subject"]),
		dryRun: reader.boolean("dry-run", false),
		provenanceName: reader.fileName("provenance-name"),
		outputDir: reader.text("output-dir"),
		release: readReleaseInputs(reader),
		githubAttestations: reader.choice("github-attestations", [
			"auto",
			"always",
			"never"
		]),
		sigstore,
		signingConfig: reader.text("signing-config"),
		trustedRoot: reader.text("trusted-root"),
		oidcIssuer: reader.url("oidc-issuer"),
		privateRepository: reader.boolean("private-repository", false),
		onMissingToken: reader.choice("on-missing-token", ["fail", "skip"]),
		maxWait: reader.integer("max-wait", 0, 21600) ?? 900,
		showSummary: reader.boolean("show-summary", true),
		githubToken: reader.text("github-token")
	};
	if (sigstore === "custom") {
		reader.required("signing-config", "a file, since `sigstore` is custom");
		reader.required("trusted-root", "a file, since `sigstore` is custom");
	}
	reader.finish();
	return inputs;
}
function readSubjectInputs(reader, artifactsList) {
	const requests = [];
	const path = reader.text("subject-path");
	const digest = reader.text("subject-digest");
	const name = reader.text("subject-name");
	const checksums = reader.text("subject-checksums");
	const base64 = reader.text("base64-subjects");
	if (path !== void 0) {
		const patterns = reader.parsed("subject-path", () => parsePatterns(path));
		const named = digest === void 0 && name !== void 0 ? { name } : {};
		if (patterns !== void 0) requests.push({
			kind: "paths",
			patterns,
			...named
		});
	}
	if (digest !== void 0) {
		reader.required("subject-name", "the name of the artifact that `subject-digest` is of");
		if (name !== void 0) {
			reader.parsed("subject-digest", () => parseDigest(digest, name));
			requests.push({
				kind: "digest",
				digest,
				name
			});
		}
	}
	if (name !== void 0 && digest === void 0 && path === void 0 && (checksums ?? base64) !== void 0) reader.bad("subject-name", name, "no name: a checksum list names its subjects itself");
	if (checksums !== void 0) requests.push({
		kind: "checksums",
		input: checksums
	});
	if (base64 !== void 0) {
		reader.parsed("base64-subjects", () => parseBase64Subjects(base64));
		requests.push({
			kind: "base64",
			input: base64
		});
	}
	if ([
		path,
		digest,
		checksums,
		base64
	].every((value) => value === void 0)) {
		if (artifactsList !== void 0 && name === void 0) return [{
			kind: "artifacts",
			path: artifactsList
		}];
		const got = name === void 0 ? "nothing" : "subject-name alone";
		reader.bad("subject-path", got, "at least one of subject-path, subject-digest, subject-checksums and base64-subjects");
	}
	return requests;
}
function readPredicateInput(reader) {
	const type = reader.text("predicate-type");
	const given = reader.text("predicate");
	const path = reader.text("predicate-path");
	if (given !== void 0 && path !== void 0) reader.bad("predicate-path", path, "`predicate` or `predicate-path`, not both");
	if (type === void 0) {
		if (given !== void 0 || path !== void 0) reader.bad("predicate-type", "nothing", "the URI of the predicate's type");
		return;
	}
	if (given !== void 0) reader.parsed("predicate", () => readCustomPredicate(type, given, "predicate"));
	if (given === void 0 && path === void 0) reader.bad("predicate", "nothing", "a predicate, here or in `predicate-path`");
	return {
		type,
		from: path === void 0 ? { text: given ?? "" } : { path }
	};
}
function readReleaseInputs(reader) {
	const upload = reader.boolean("upload-assets", false);
	const tag = reader.text("upload-tag-name");
	const overwrite = reader.boolean("overwrite-assets", false);
	const create = reader.choice("create-release", ["never", "draft"]);
	if (tag !== void 0 && /[\s\p{C}]/u.test(tag)) reader.bad("upload-tag-name", "a name with spaces", "a tag's name");
	return upload ? {
		tag,
		overwrite,
		create
	} : void 0;
}
var InputReader = class {
	#get;
	#problems = [];
	constructor(get) {
		this.#get = get;
	}
	text(name) {
		const value = this.#get(name);
		return value === "" ? void 0 : value;
	}
	/** Items on lines of their own or between commas. */
	lines(name) {
		return (this.text(name) ?? "").split(/[\n,]/).flatMap((item) => item.trim() === "" ? [] : [item.trim()]);
	}
	/** The value, which must be one of the choices; the first of them is the default. */
	choice(name, choices) {
		const value = this.text(name);
		if (value === void 0) return choices[0];
		const found = choices.find((choice) => choice === value);
		if (found === void 0) this.bad(name, value, `one of ${choices.join(", ")}`);
		return found ?? choices[0];
	}
	/** YAML's own spellings, as GitHub reads booleans (YAML 1.2, core schema). */
	boolean(name, fallback) {
		const value = this.text(name);
		if (value === void 0) return fallback;
		if ([
			"true",
			"True",
			"TRUE"
		].includes(value)) return true;
		if ([
			"false",
			"False",
			"FALSE"
		].includes(value)) return false;
		this.bad(name, value, "one of true, false");
		return fallback;
	}
	integer(name, min, max) {
		const value = this.text(name);
		if (value === void 0) return void 0;
		const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
		if (number >= min && number <= max) return number;
		this.bad(name, value, `a whole number from ${min} to ${max}`);
	}
	url(name) {
		const value = this.text(name);
		if (value !== void 0 && callableUrl(value) === void 0) this.bad(name, value.replace(/^([^/]*\/\/)?.*@/s, "$1***@"), "an https URL without credentials");
		return value?.replace(/\/+$/, "");
	}
	/** A file's own name, as slsa-github-generator's `provenance-name`. */
	fileName(name) {
		const value = this.text(name);
		if (value === void 0) return void 0;
		if (!(/^[^/\\:<>"|?*\p{C}]+$/u.test(value) && !value.startsWith(".") && Buffer.byteLength(value) <= 240) || !value.endsWith("intoto.jsonl")) this.bad(name, value, "a file name that every system can hold, not hidden, that ends with intoto.jsonl");
		return value;
	}
	/** What a station's own parser makes of the input; its refusal is one problem among the others. */
	parsed(name, parse) {
		try {
			return parse();
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			this.bad(name, error.parts.got ?? error.parts.what, error.parts.expected ?? "another value");
			return;
		}
	}
	required(name, expected) {
		if (this.text(name) === void 0) this.bad(name, "nothing", expected);
	}
	bad(input, got, expected) {
		this.#problems.push({
			input,
			got,
			expected
		});
	}
	finish() {
		if (this.#problems.length === 0) return;
		const line = (p) => `${p.input}: got ${shown(p.got)}, expected ${p.expected}`;
		throw new WaybillError("INPUT_INVALID", {
			what: `${this.#problems.length === 1 ? "An input is" : `${this.#problems.length} inputs are`} not valid. Nothing was called, signed or stored.\n${this.#problems.map((p) => `  - ${line(p)}`).join("\n")}`,
			todo: "Correct the `with:` block of this step."
		});
	}
};
function shown(value) {
	return `\`${value.replaceAll(/\p{C}/gu, "?").slice(0, 120)}\``;
}

// src/report/result.ts
function startProgress() {
	return {
		files: [],
		unsigned: [],
		published: [],
		notices: []
	};
}
/** @param error what ended the step early; @param skipped it had nothing to do */
function finish(progress, error, skipped) {
	const failed = progress.published.find((p) => p.status === "failed");
	const cause = error ?? (failed?.status === "failed" ? failed.error : void 0);
	const files = progress.files.toSorted((a, b) => a.order - b.order);
	return {
		...progress,
		files,
		error: cause,
		outcome: outcomeOf(progress, cause, skipped)
	};
}
function outcomeOf(progress, error, skipped) {
	if (error !== void 0) return "failed";
	if (skipped) return "skipped";
	if (progress.unsigned.length > 0) return "dry-run";
	return progress.files.length > 0 && progress.files.every((file) => file.reused) ? "already-attested" : "attested";
}

// src/report/markup.ts
/**
* Text from outside as it stands in a job summary: every character that Markdown or HTML could read as markup becomes
* a numeric entity, so a file's name is a name and nothing else. Control characters become `?`.
*/
function plain(text) {
	return text.replaceAll(/\p{C}/gu, "?").replaceAll(/[^\p{L}\p{N} ./,=+-]/gu, (character) => `&#${character.codePointAt(0) ?? 63};`);
}
/** The same in a monospaced face. */
function code(text) {
	return `<code>${plain(text)}</code>`;
}
/** A link whose text and address are both inert; anything but https (or this machine's http) is shown as text. */
function link(text, url) {
	if (url === void 0 || !/^https?:\/\/[^\s"'<>`]+$/.test(url)) return plain(text);
	return `<a href="${url.replaceAll("&", "&amp;")}">${plain(text)}</a>`;
}
/** A block of commands; the fence is longer than any that the commands hold. */
function shellBlock(commands) {
	const runs = commands.match(/`+/g) ?? [];
	const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
	return `${fence}shell\n${commands.replaceAll(/[^\P{C}\n]/gu, "?")}\n${fence}`;
}

// src/report/summary.ts
/** GitHub shows a step's summary up to 1 MiB. */
const MAX_SUMMARY_BYTES = 1048576;
const SHOWN_SUBJECTS = 50;
const SHOWN_ROWS = 60;
const SHOWN_ENTRIES = 20;
const TARGETS = {
	release: "Release asset",
	github: "GitHub’s attestation store"
};
/** The job summary in GitHub's Markdown. Pure: the same result gives the same text. */
function renderSummary(result) {
	const text = `${[
		heading(result),
		...failure(result),
		...facts(result),
		...subjects(result),
		...stored(result),
		...commands(result),
		...notices(result)
	].join("\n\n")}\n`;
	if (Buffer.byteLength(text) <= 1048576) return text;
	return `${[
		heading(result),
		...failure(result),
		...stored(result)
	].join("\n\n").slice(0, MAX_SUMMARY_BYTES / 4)}\n`;
}
function heading(result) {
	const count = result.subjects?.length ?? 0;
	const things = count === 1 ? "1 artifact" : `${count} artifacts`;
	switch (result.outcome) {
		case "attested": return `### 📜 Provenance for ${things}`;
		case "already-attested": return `### 📜 Provenance for ${things}, signed by an earlier run`;
		case "dry-run": return `### 📜 Provenance for ${things}, not signed: a dry run`;
		case "skipped": return "### 📜 No provenance: this job has no identity to sign with";
		case "failed":
			if (result.files.length === 0) return "### ❌ No provenance was made";
			return result.planned !== void 0 && result.files.length < result.planned ? `### ❌ ${result.files.length} of ${result.planned} statements about ${things} are signed` : `### ❌ Provenance for ${things} is signed, but not stored everywhere`;
	}
}
function failure(result) {
	if (result.error === void 0) return [];
	const { code: errorCode, parts } = result.error;
	const lines = [`**${link(errorCode, errorDocs(errorCode))}**: ${paragraphs(parts.what)}`];
	if (parts.got !== void 0) lines.push(`- got: ${plain(parts.got)}`);
	if (parts.expected !== void 0) lines.push(`- expected: ${plain(parts.expected)}`);
	if (parts.todo !== void 0) lines.push(`- to do: ${plain(parts.todo)}`);
	return [lines.join("\n")];
}
function paragraphs(text) {
	return text.split("\n").map(plain).join("<br>");
}
function facts(result) {
	const { run, instance } = result;
	const [file] = result.files;
	if (run === void 0) return [];
	const rows = [
		["Source", `${link(run.claims.repository, run.repositoryUrl)} at ${link(run.claims.sha.slice(0, 12), `${run.repositoryUrl}/commit/${run.claims.sha}`)} (${code(run.claims.ref)})`],
		["Builder", code(run.builderId)],
		["Run", link(`${run.claims.run_id}, attempt ${run.claims.run_attempt}`, run.invocationId)]
	];
	if (instance !== void 0) rows.push(["Trusted root", plain(instance.root.description)]);
	if (file !== void 0) {
		rows.push(["SLSA", plain(`Build level ${file.bundle.level.build}: ${file.bundle.level.reason}`)]);
		rows.push(["Signed", plain(file.bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", "))]);
		if (file.bundle.logIndexes.length > 0) rows.push(["Log entry", logEntries(result)]);
		rows.push(["Verified", plain(`before it was stored: ${file.bundle.checks.map((check) => check.name).join(", ")}`)]);
	}
	return [table(["", ""], rows)];
}
function logEntries(result) {
	const indexes = result.files.flatMap((file) => file.bundle.logIndexes);
	const { instance } = result;
	const searchable = instance?.name === "public" && instance.logs.every((log) => log.version === 1);
	const shown = indexes.slice(0, SHOWN_ENTRIES).map((index) => searchable ? link(index, `https://search.sigstore.dev/?logIndex=${index}`) : plain(index));
	const more = indexes.length > SHOWN_ENTRIES ? [`and ${indexes.length - SHOWN_ENTRIES} more`] : [];
	return [...shown, ...more].join(", ");
}
function subjects(result) {
	const all = result.subjects ?? [];
	if (all.length === 0) return [];
	const rows = all.slice(0, SHOWN_SUBJECTS).map((s) => [code(s.name), code(primaryDigest(s.digest))]);
	const more = all.length > SHOWN_SUBJECTS ? [`… and ${all.length - SHOWN_SUBJECTS} more; the bundle names all ${all.length}.`] : [];
	return [table(["Subject", "Digest"], rows), ...more];
}
function stored(result) {
	if (result.files.length === 0 && result.unsigned.length === 0 && result.published.length === 0) return [];
	const rows = result.files.map((f) => ["On the runner", code(f.path)]);
	for (const file of result.unsigned) rows.push(["Unsigned statement", code(file)]);
	for (const published of result.published) rows.push([TARGETS[published.target], storedText(published)]);
	const unique = [...new Map(rows.map((row) => [row.join(), row])).values()];
	const more = unique.length > SHOWN_ROWS ? [`… and ${unique.length - SHOWN_ROWS} more; the result file names them all.`] : [];
	return [table(["Bundle", "Where"], unique.slice(0, SHOWN_ROWS)), ...more];
}
function storedText(published) {
	switch (published.status) {
		case "stored": return `✅ ${link(published.name, published.url)}${published.readBack ? ", read back" : " (not visible there yet)"}`;
		case "already-stored": return `✅ ${link(published.name, published.url)}, already stored`;
		case "skipped": return `➖ ${plain(published.reason)}`;
		case "failed": return `❌ ${code(published.error.code)} ${paragraphs(published.error.parts.what)}`;
	}
}
function commands(result) {
	const all = verifyCommands(result);
	if (all.length === 0) return [];
	const text = all.map(commandBlock).join("\n\n");
	return [`**Verify it** (${link("how, and what it means", `${PROJECT_URL}#verify`)}), with the artifact and the bundle in one folder:`, shellBlock(text)];
}
function notices(result) {
	if (result.notices.length === 0) return [];
	return [result.notices.map((n) => `- ${n.severity === "warning" ? "⚠️" : "ℹ️"} ${plain(n.text)}`).join("\n")];
}
/** An HTML table: names with pipes or line breaks cannot change its shape. */
function table(head, rows) {
	return `<table>\n${head[0] === "" ? "" : `<tr><th align="left">${head[0]}</th><th align="left">${head[1]}</th></tr>\n`}${rows.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td></tr>`).join("\n")}\n</table>`;
}

export { attest as a, resultJson as c, verifyCommands as d, isForkPullRequest as f, readInputs as i, commandLine as l, systemClock as m, finish as n, findFiles as o, nameFiles as p, startProgress as r, outputsOf as s, renderSummary as t, shellWord as u };
