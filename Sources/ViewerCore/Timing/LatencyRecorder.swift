package import ShmChannel

/// Measures how long frames take from their capture to the screen, and keeps the latest of them.
///
/// A frame counts that is put by itself as soon as it can be: not one that was there before the
/// viewer followed the channel, and not one that is faded to.
package struct LatencyRecorder: Sendable {
  /// How many frames are kept.
  static let capacity = 1000

  /// A frame on its way.
  private struct Passage: Sendable {
    let frame: FrameKey
    var sample = LatencySample()
    let committed: Duration
    let woken: Moment
    var put: Instant?
    var executed: Instant?
  }

  /// Of which `next` is the oldest, once there are as many as are kept.
  private var samples: [LatencySample] = []
  private var next = 0
  /// A handful.
  private var passages: [Passage] = []
  /// Since the epoch.
  private var start = Duration.zero
  /// How many frames have been measured at all.
  private(set) var count: UInt64 = 0
  /// When the summary was told last, and how many had been measured then.
  private var told: (instant: Instant, count: UInt64)?

  /// How long nobody is told anew.
  private static let pause = Duration.milliseconds(250)

  /// Nothing has been measured.
  package init() {}

  /// Only what is committed later says how long frames take: before, they were not waited for.
  mutating func follow(since start: Duration) { self.start = start }

  /// The viewer has turned to a frame and pinned it.
  mutating func didAcquire(_ info: FrameInfo, at now: Moment) {
    guard info.transition == .zero, info.publishedAt >= start else { return }
    let frame = FrameKey(channel: info.channelID, generation: info.generation)
    var passage = Passage(frame: frame, committed: info.publishedAt, woken: now)
    passage.sample[.commit] = info.caption.capturedAt.map { info.publishedAt - $0 }
    passage.sample[.woken] = now.wall - info.publishedAt
    forget(frame)
    passages.append(passage)
  }

  /// Its draw request was sent.
  mutating func didPut(_ frame: FrameKey, at instant: Instant) {
    guard let index = index(of: frame) else { return }
    passages[index].put = instant
    passages[index].sample[.put] = passages[index].woken.instant.duration(to: instant)
  }

  /// The viewer has heard that the server has executed it.
  mutating func didExecute(_ frame: FrameKey, at now: Instant) {
    guard let index = index(of: frame) else { return }
    guard let put = passages[index].put else { return forget(frame) }
    passages[index].executed = now
    passages[index].sample[.executed] = put.duration(to: now)
  }

  /// It is on the screen since then.
  ///
  /// - Parameter isTold: Whether the server has told so; else that is taken from its execution.
  mutating func didShow(_ frame: FrameKey, at now: Instant, isTold: Bool) {
    guard let index = index(of: frame) else { return }
    let passage = passages.remove(at: index)
    guard let executed = passage.executed else { return }
    let now = isTold ? max(executed, now) : executed
    var sample = passage.sample
    if isTold { sample[.presented] = executed.duration(to: now) }
    sample[.total] =
      passage.woken.wall - passage.committed + passage.woken.instant.duration(to: now)
    append(sample)
  }

  /// It will not be seen.
  mutating func didSkip(_ frame: FrameKey) { forget(frame) }

  /// Others than these frames are not on their way any longer, but for those that the server has
  /// executed and of which it is still to say whether they are shown.
  mutating func keep(_ frames: [FrameKey]) {
    passages.removeAll { !frames.contains($0.frame) && $0.executed == nil }
  }

  private func index(of frame: FrameKey) -> Int? {
    passages.firstIndex { $0.frame == frame }
  }

  private mutating func forget(_ frame: FrameKey) { passages.removeAll { $0.frame == frame } }

  private mutating func append(_ sample: LatencySample) {
    count += 1
    if samples.count < Self.capacity { return samples.append(sample) }
    samples[next] = sample
    next = (next + 1) % Self.capacity
  }

  /// What the kept frames come to; nil where there are none.
  package var summary: LatencySummary? {
    if samples.isEmpty { return nil }
    var stages: [LatencySummary.Stage: LatencySummary.Percentiles] = [:]
    for stage in LatencySummary.Stage.allCases {
      var numbers = samples.compactMap { $0[number: stage] }
      if numbers.isEmpty { continue }
      stages[stage] = LatencySummary.Percentiles(
        median: .microseconds(numbers.select(Self.rank(50, of: numbers.count))),
        high: .microseconds(numbers.select(Self.rank(99, of: numbers.count))))
    }
    return LatencySummary(frameCount: samples.count, stages: stages)
  }

  /// Where in sorted numbers that one stands which so many of 100 do not exceed: the nearest rank.
  private static func rank(_ percent: Int, of count: Int) -> Int {
    max(0, (count * percent + 99) / 100 - 1)
  }

  /// The summary, if something has been measured since it was told last, and that is a while ago.
  mutating func news(at now: Instant) -> LatencySummary? {
    if let told, told.count == count || now < told.instant + Self.pause { return nil }
    guard let summary else { return nil }
    told = (now, count)
    return summary
  }

  /// The latest of the kept frames, the oldest first.
  func latest(_ count: Int) -> [LatencySample] {
    (samples[next...] + samples[..<next]).suffix(count)
  }
}

extension [UInt32] {
  /// The number that would stand there if they were sorted, by Hoare's selection (Communications of
  /// the ACM 4, 1961, algorithm 65): sorting a thousand takes ten times as long, and a frame waits.
  ///
  /// Which of them stand where is another order then.
  mutating func select(_ rank: Int) -> UInt32 {
    var (first, last) = (startIndex, endIndex - 1)
    while first < last {
      let pivot = self[(first + last) / 2]
      var (low, high) = (first, last)
      while low <= high {
        while self[low] < pivot { low += 1 }
        while self[high] > pivot { high -= 1 }
        if low > high { break }
        swapAt(low, high)
        low += 1
        high -= 1
      }
      if rank <= high {
        last = high
      } else if rank >= low {
        first = low
      } else {
        break
      }
    }
    return self[rank]
  }
}
