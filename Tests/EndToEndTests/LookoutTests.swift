import Glibc
import TestSupport
import Testing

/// The process that looks at files for a slideshow stands still, as in a file system that hangs.
@Suite("A slideshow whose files do not answer") struct LookoutTests {
  let stage: Stage

  init() throws {
    stage = try Stage()
    try stage.fill("a.png", "b.png", "c.png")
  }

  private var path: String { stage.picturesPath }

  @Test("goes on, says which directory it is, and has its pictures again once it answers")
  func stopped() throws {
    let show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
    _ = try show.holder()
    try #require(show.watchers.count == 1)
    kill(show.watchers[0], SIGSTOP)
    try show.steer("next")
    #expect(try show.next() == "b.png")
    try show.awaitErrors(
      "shmshare: \(path): does not answer; going on without it\n"
        + "shmshare: \(path): answers again\n")
    try show.awaitCount(3)
    try stage.place(.noise(30, 20), "d.png")
    try show.awaitCount(4)
    var shown: Set<String> = []
    while !shown.isSuperset(of: ["a.png", "b.png", "c.png", "d.png"]) {
      try show.steer("next")
      shown.insert(try show.next())
    }
    #expect(try show.program.end() == .exited(0))
    #expect(show.watchers.isEmpty)
  }

  @Test("ends by SIGTERM whatever stands still")
  func ended() throws {
    let show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
    for process in show.watchers + show.children { kill(process, SIGSTOP) }
    #expect(try show.program.end() == .exited(0))
  }

  @Test("misses nothing although the process is killed")
  func killed() throws {
    let show = try stage.startShow("-t", "100")
    #expect(try show.next() == "a.png")
    for round in 0..<3 {
      let old = show.watchers
      for process in old { kill(process, SIGKILL) }
      try stage.place(.noise(30, 20, seed: UInt64(round)), "new\(round).png")
      try show.awaitCount(4 + round)
      #expect(show.watchers != old)
    }
    #expect(show.program.standardError.isEmpty)
  }
}
