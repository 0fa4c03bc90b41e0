// The bell: one track for the whole session, made here and played by a single audio element, so that it goes on with a
// locked screen and can be paused from there. Pausing, skipping and more time are seeks, or another track.
var backwise = window.backwise || {};
window.backwise = backwise;

(() => {
  // Samples a second: enough for tones up to 1 kHz, and 10 minutes are 5 MB that never leave the device.
  const RATE = 8000;
  // Tones of each cue: [after seconds, hertz, seconds, loudness].
  const TONES = {
    rest: [[0, 440, 0.7, 0.8]],
    start: [[0, 880, 0.7, 0.8]],
    half: [[0, 660, 0.5, 0.4]],
    count: [[0, 990, 0.09, 0.5]],
    end: [[0, 440, 0.7, 0.8]],
    finish: [[0, 440, 0.7, 0.8], [0.8, 440, 0.9, 0.8]],
  };

  const ring = (samples, at, kind) => {
    for (const [after, hertz, seconds, loud] of TONES[kind] || []) {
      const from = Math.round((at + after) * RATE);
      const length = Math.round(seconds * RATE);
      for (let n = 0; n < length && from + n < samples.length; n += 1) {
        const t = n / RATE;
        const fade = Math.min(1, t / 0.005) * Math.exp((-4 * t) / seconds);
        samples[from + n] = Math.max(0, Math.min(255, samples[from + n] + Math.round(100 * loud * fade * Math.sin(2 * Math.PI * hertz * t))));
      }
    }
  };

  // The samples as a WAV file: 8 bits, one channel.
  const wav = (samples) => {
    const head = new DataView(new ArrayBuffer(44));
    const text = (at, word) => [...word].forEach((letter, n) => head.setUint8(at + n, letter.charCodeAt(0)));
    text(0, "RIFF"); head.setUint32(4, 36 + samples.length, true); text(8, "WAVEfmt ");
    head.setUint32(16, 16, true); head.setUint16(20, 1, true); head.setUint16(22, 1, true);
    head.setUint32(24, RATE, true); head.setUint32(28, RATE, true); head.setUint16(32, 1, true); head.setUint16(34, 8, true);
    text(36, "data"); head.setUint32(40, samples.length, true);
    return new Blob([head.buffer, samples], { type: "audio/wav" });
  };

  // All bells of a line. Where a step follows a step without a rest, only its beginning rings.
  const track = (line) => {
    const samples = new Uint8Array(Math.ceil((line.total() + 2) * RATE)).fill(128);
    line.parts.forEach((part, number) => {
      const from = line.start(number);
      const next = line.parts[number + 1];
      ring(samples, from, part.kind === "rest" ? "rest" : "start");
      for (const [at, kind] of line.cues(part)) {
        ring(samples, from + at, kind);
      }
      if (!next) ring(samples, from + line.length(part), "finish");
    });
    return wav(samples);
  };

  backwise.Bell = class {
    constructor() {
      this.audio = null;
      this.on = false;
    }
    // Begins or goes on. Only a tap may begin it; without sound the screen goes on alone.
    async play(line) {
      if (!this.audio) {
        this.audio = new Audio();
        this.audio.preload = "auto";
      }
      if (!this.audio.src) this.make(line);
      try {
        this.audio.currentTime = line.position();
        this.wanted = true;
        await this.audio.play();
        this.on = true;
      } catch {
        this.on = false;
        this.wanted = false;
      }
      return this.on;
    }
    make(line) {
      if (!this.audio) return;
      if (this.audio.src) URL.revokeObjectURL(this.audio.src);
      this.audio.src = URL.createObjectURL(track(line));
    }
    // Another length: another track at the same place.
    async remake(line) {
      if (!this.audio || !this.audio.src) return;
      const goes = this.wanted;
      this.make(line);
      if (goes) await this.play(line);
    }
    seek(line) { if (this.audio && this.audio.src) this.audio.currentTime = line.position(); }
    pause() {
      this.wanted = false;
      this.on = false;
      if (this.audio) this.audio.pause();
    }
    // Whether the system stopped the track: a phone call, or headphones that were pulled out.
    interrupted() { return this.wanted && this.on && this.audio.paused && !this.audio.ended; }
    // Seconds by which the track is ahead of the line.
    drift(line) { return this.on ? this.audio.currentTime - line.position() : 0; }
  };

  // The sound check: what a beginning sounds like.
  backwise.chime = () => {
    const samples = new Uint8Array(RATE).fill(128);
    ring(samples, 0, "start");
    return new Audio(URL.createObjectURL(wav(samples))).play();
  };
})();
