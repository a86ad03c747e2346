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

export { systemClock as n, Patience as t };
