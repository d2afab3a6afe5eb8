import Glibc
import ShmChannel
import ShmShow
import SystemPackage
import TestSupport

/// A process that publishes to, reads and lists a channel while it is spoilt.
///
/// It must end by no signal, and must do without more memory than a channel needs.
struct Victim {
  /// What was tried, and how it went.
  struct Tally {
    var mutations = 0
    var errors = 0
    var recoveries = 0
    var removals = 0
  }

  private let root: ChannelRoot
  private let folder: String
  private let name = ChannelName.standard
  private var channel: Channel?
  private var reader: ChannelReader?
  private(set) var tally = Tally()

  init(rootPath: String) {
    root = ChannelRoot(path: FilePath(rootPath))
    folder = rootPath + "/default"
  }

  /// Spoils the channel once to three times, and uses it in every way after each time.
  ///
  /// - Throws: `BrokenPromise` when neither the channel goes on nor an error says why.
  mutating func suffer(_ random: inout SeededGenerator) throws {
    try prepare(&random)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      Mutation.allCases.randomElement(using: &random)?.apply(to: folder, &random)
      tally.mutations += 1
      use()
    }
    try recover(&random)
  }

  /// A channel with a few frames, its publisher and its reader: mostly the ones from before.
  ///
  /// What is damaged may show only now: a put needs a new file where the one before did not.
  private mutating func prepare(_ random: inout SeededGenerator) throws {
    if Int.random(in: 0..<8, using: &random) == 0 { (channel, reader) = (nil, nil) }
    do throws(ChannelError) { try publishSome(&random) } catch {
      note(error)
      remove()
      do throws(ChannelError) { try publishSome(&random) } catch {
        throw BrokenPromise("nothing goes on although the channel was deleted: \(error)")
      }
    }
  }

  private mutating func publishSome(_ random: inout SeededGenerator) throws(ChannelError) {
    let channel = try openChannel()
    for _ in 0..<Int.random(in: 1...2, using: &random) { _ = try publish(to: channel, &random) }
    _ = try openReader().refresh()
  }

  private mutating func openChannel() throws(ChannelError) -> Channel {
    if let channel { return channel }
    let new = try Channel.openOrCreate(name, root: root)
    channel = new
    return new
  }

  private mutating func openReader() throws(ChannelError) -> ChannelReader {
    if let reader { return reader }
    let new = try ChannelReader(name: name, root: root, presence: .viewer(name: "victim"))
    reader = new
    return new
  }

  /// Everything that others do with a channel; errors are what is expected.
  private mutating func use() {
    attempt { victim throws(ChannelError) in try victim.read(victim.reader) }
    attempt { victim throws(ChannelError) in
      let frame = try victim.root.latestFrame(of: victim.name)
      victim.touch(frame)
    }
    attempt { victim throws(ChannelError) in
      let listing = try victim.root.list()
      for failure in listing.failures { throw failure.error }
    }
    do throws(ShowError) { _ = try ShowSteering.send(.pause, to: name, root: root) } catch {
      if case .channel(let error) = error { note(error) } else { tally.errors += 1 }
    }
  }

  private mutating func attempt(_ body: (inout Victim) throws(ChannelError) -> Void) {
    do throws(ChannelError) { try body(&self) } catch { note(error) }
  }

  private mutating func note(_ error: ChannelError) {
    tally.errors += 1
    let words = error.description
    precondition(!words.isEmpty && !words.unicodeScalars.contains { $0.value < 0x20 }, words)
  }

  private func read(_ reader: ChannelReader?) throws(ChannelError) {
    guard let reader else { return }
    _ = try reader.refresh()
    guard let frame = try reader.acquireLatest() else { return }
    touch(frame)
    reader.acknowledge(frame.info.generation)
  }

  /// Reads the first and the last bytes of a frame, and some between.
  private func touch(_ frame: borrowing PinnedFrame) {
    let byteCount = frame.info.byteCount
    precondition(
      frame.info.width * 4 <= frame.info.rowStride && byteCount > 0,
      "\(frame.info) was let through")
    _ = try? frame.withMappedPixels { pixels in
      var sum: UInt8 = 0
      for offset in stride(from: 0, to: byteCount, by: max(1, byteCount / 16)) {
        sum &+= pixels.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      }
      return sum &+ pixels.unsafeLoad(fromByteOffset: byteCount - 1, as: UInt8.self)
    }
  }

  /// The next put succeeds and is seen; or an error has said why, and then the channel can be
  /// removed, by us or by hand, and the put into a new one succeeds and is seen.
  mutating func recover(_ random: inout SeededGenerator) throws {
    do {
      try publishAndSee(&random)
      tally.recoveries += 1
      return
    } catch let error as ChannelError {
      note(error)
    }
    remove()
    do { try publishAndSee(&random) } catch let error as ChannelError {
      throw BrokenPromise("nothing goes on although the channel was deleted: \(error)")
    }
  }

  /// Deletes the channel as its error says, and then whatever is left.
  private mutating func remove() {
    attempt { victim throws(ChannelError) in
      try victim.root.remove(victim.name)
    }
    clear()
    tally.removals += 1
  }

  /// Deletes the channel, and what was planted beside it, as a user would by hand.
  func clear() {
    // Viewers may add their files meanwhile.
    while case let names = Folder.entries(root.path.string), !names.isEmpty {
      for path in names.map({ root.path.string + "/" + $0 }) {
        Self.open(path)
        Folder.remove(path)
      }
    }
  }

  /// Gives the owner his rights back to a directory, and to those in it.
  private static func open(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
    chmod(path, 0o700)
    for name in Folder.entries(path) { open(path + "/" + name) }
  }

  /// - Throws: the error that the publisher or a reader gives; `BrokenPromise` when neither gives
  ///   one, and the frame is not to be seen all the same.
  private mutating func publishAndSee(_ random: inout SeededGenerator) throws {
    let sent = try publish(to: openChannel(), &random)
    let reader = try openReader()
    let availability = try reader.refresh()
    guard let frame = try reader.acquireLatest(), frame.info.generation == sent.generation,
      pixel(of: frame) == sent.pixel
    else { throw BrokenPromise("generation \(sent.generation) was lost: \(availability)") }
  }

  private func pixel(of frame: borrowing PinnedFrame) -> UInt32? {
    try? frame.withMappedPixels { $0.unsafeLoad(as: UInt32.self) }
  }

  /// Publishes a small frame of one colour.
  private func publish(
    to channel: Channel, _ random: inout SeededGenerator
  ) throws(ChannelError) -> (generation: Generation, pixel: UInt32) {
    let width = Int.random(in: 1...160, using: &random)
    let height = Int.random(in: 1...120, using: &random)
    let pixel = UInt32.random(in: 0 ... .max, using: &random)
    let pixels = [UInt32](repeating: pixel, count: width * height)
    let format: PixelFormat = Int.random(in: 0..<4, using: &random) == 0 ? .bgra : .bgrx
    var loan = try channel.loan(width: width, height: height, format: format)
    if Bool.random(using: &random) {
      try loan.write(pixels.span.bytes)
    } else {
      try loan.withMappedPixels { memory in
        for offset in stride(from: 0, to: memory.byteCount, by: 4) {
          memory.storeBytes(of: pixel, toByteOffset: offset, as: UInt32.self)
        }
      }
    }
    return (try loan.publish(title: "mutation \(tally.mutations)"), pixel)
  }
}
