private import CommandLineFiles
private import Glibc
private import Linux
private import Sandbox
internal import Slideshow
private import SystemPackage

/// Looks at files for the process that runs a slideshow.
struct WatchJob: Job {
  /// The slideshow's process, with which this one dies; nil for none.
  let parent: Int32?

  func run() throws(Failure) {
    if let parent, !Parenthood.endWith(parent) { return }
    let report = WatchReport()
    var requests = MessageStream()
    guard case .watch(let options)? = try firstRequest(&requests) else { return }
    report.addsCaptureTimes = options.needsCaptureTimes
    report.isOther = options.needsPictures ? { Self.isOther($0) } : { _ in false }
    let watcher: DirectoryWatcher
    do throws(SystemError) {
      watcher = try DirectoryWatcher(options)
    } catch {
      throw Failure(.trouble, "directories cannot be watched: \(error)")
    }
    watcher.willLook = { report.look(at: $0) }
    watcher.stillLooks = { report.goOn() }
    try serve(watcher, report, &requests)
  }

  private func firstRequest(_ requests: inout MessageStream) throws(Failure) -> LookoutRequest? {
    while true {
      if let request = try next(&requests) { return request }
      guard try receive(&requests) else { return nil }
    }
  }

  /// Until the input ends.
  private func serve(
    _ watcher: DirectoryWatcher, _ report: WatchReport, _ requests: inout MessageStream
  ) throws(Failure) {
    enum Source: Hashable { case requests, files }
    var poller = Poller<Source>()
    poller.add(STDIN_FILENO, as: .requests)
    poller.add(watcher.number, as: .files)
    while true {
      do throws(SystemError) {
        // Some may have come along with the first one.
        while let request = try? next(&requests) { try take(request, watcher, report) }
        var ready = try poller.wait(isBlocking: false)
        if ready.isEmpty {
          try report.rest()
          ready = try poller.wait()
        }
        if ready.contains(.files) { try report.tell(watcher.takeEvents()) }
        guard ready.contains(.requests) else { continue }
      } catch {
        if error.errno == .brokenPipe { return }
        throw Failure(.trouble, "\(error)")
      }
      guard try receive(&requests) else { return }
    }
  }

  private func take(
    _ request: LookoutRequest, _ watcher: DirectoryWatcher, _ report: WatchReport
  ) throws(SystemError) {
    switch request {
    case .watch: break  // but for the first
    case .list(let places, let state):
      watcher.add(places, list: state)
      try report.hasHeardList()
    case .look(let number, let path):
      report.look(at: path.removingLastComponent())
      try report.found(number, watcher.find(at: path) { Self.look(at: path) })
    }
  }

  /// False at the end of the input.
  private func receive(_ requests: inout MessageStream) throws(Failure) -> Bool {
    do throws(SystemError) {
      let bytes = try readSome(STDIN_FILENO, atMost: 65_536)
      requests.append(bytes)
      return !bytes.isEmpty
    } catch {
      throw Failure(.trouble, "\(error)")
    }
  }

  private func next(_ requests: inout MessageStream) throws(Failure) -> LookoutRequest? {
    do throws(MessageStream.Nonsense) {
      return try requests.next().flatMap { LookoutRequest($0) }
    } catch {
      throw Failure(.trouble, "watch-files is for slideshows alone")
    }
  }

  /// Whether a file is there and holds no picture. Of what has gone again it is told next.
  private static func isOther(_ path: FilePath) -> Bool {
    look(at: path).finding == .other && (try? FileStatus(at: PathBytes(path))) != nil
  }

  private static func look(
    at path: FilePath
  ) -> (finding: LookoutMessage.Finding, isRefused: Bool) {
    do throws(ReadingError) {
      let argument = CommandLineText.text(of: PathBytes(path).bytes)
      return (try SlideFile(argument).isPicture() ? .picture : .other, false)
    } catch {
      let finding: LookoutMessage.Finding =
        error.isShortage ? .shortage("\(error)") : .unreadable("\(error)")
      return (finding, error == .system(.permissionDenied))
    }
  }
}
