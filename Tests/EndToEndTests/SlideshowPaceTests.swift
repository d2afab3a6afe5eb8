import Glibc
import TestSupport
import Testing

@Suite("A slideshow whose pictures take long to decode") struct SlideshowPaceTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  /// What the show itself did, in its order.
  private enum Act: String {
    /// It told a picture's process to decode it.
    case begun
    /// It heard that a picture is decoded and held.
    case ready
    /// The time was up that it waits for at most.
    case rang
    /// It told a picture's process to show it.
    case told
    /// It heard that the picture is shown.
    case shown

    /// From a line of strace. A process that has said several things by the time that it is read
    /// says them in one.
    static func all(in line: Substring) -> [Act] {
      if line.contains("ppoll") {
        // A look at what is ready does not wait.
        let isLook = line.contains("{tv_sec=0, tv_nsec=0}")
        return line.hasSuffix("(Timeout)") && !isLook ? [.rang] : []
      }
      let isOrder = line.contains("write(")
      return line.matches(of: /(?:"|\\n)(decode|still|shown?) ?/).compactMap {
        switch $0.1 {
        case "decode": isOrder ? .begun : nil
        case "still": .ready
        case "show": isOrder ? .told : nil
        default: .shown
        }
      }
    }
  }

  @Test("each picture has all of the interval to be decoded in, and they come in order")
  func slow() throws {
    try stage.fill("1.png", "2.png", "3.png", "10.png")
    let trace = stage.folder.path("trace")
    // A system call that only the processes which decode make takes 4 seconds of 5.
    let slow = [
      "strace", "-f", "-qq", "-s", "65536", "-o", trace,
      "-e", "trace=read,write,ppoll,landlock_restrict_self",
      "-e", "inject=landlock_restrict_self:delay_exit=4000000", "setpriv", "--pdeathsig", "KILL",
    ]
    let show = try stage.startShow(before: slow, ["-t", "5"], of: stage.picturesPath)
    #expect(try show.next(5) == "1.png 2.png 3.png 10.png 1.png")
    let process = try #require(try stage.listed()[0].show?.pid)
    kill(process, SIGTERM)
    let outcome = try Outcome(of: show.program)
    #expect(outcome.ending == .exited(0))
    // strace is surprised by a process that is killed while it delays it.
    #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("strace: ") })

    let acts = String(decoding: Folder.contents(trace), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("\(process) ") }.flatMap { Act.all(in: $0) }
    let first = try #require(acts.firstIndex(of: .shown))
    let slides = acts[(first + 1)...].split(separator: .shown).prefix(4)
    #expect(slides.count == 4)
    for slide in slides {
      // Begun when the one before was shown, without a wait. A busy machine may take longer than
      // the interval for it: then it comes as soon as it is ready.
      #expect(slide.first == .begun && slide.last == .told, "\(slide)")
      #expect(slide.contains(.ready) && slide.contains(.rang), "\(slide)")
    }
  }
}
