import Glibc
import ShmChannel
import TestSupport
import Testing

@testable import ShareCLI

@Suite("The wait for the room of a frame") struct FrameRoomTests {
  private static let full = ChannelError.noSpace(path: "/dev/shm", needed: 1, available: 0)

  private let root: TemporaryRoot
  private let channel: Channel
  private let layout: FrameLayout

  init() throws {
    root = try TemporaryRoot()
    channel = try Channel.openOrCreate(.standard, root: root.root)
    layout = FrameLayout(width: 4, height: 4, format: .bgrx)
  }

  @Test("goes on where a machine has stood still meanwhile, and comes to an end")
  func standstill() throws {
    let viewer = try ChannelReader(
      name: .standard, root: root.root, presence: .viewer(name: "one that draws"))
    _ = try viewer.refresh()
    var tries = 0
    let result = try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
      tries += 1
      guard tries == 3 else {
        usleep(600_000)
        throw Self.full
      }
      return "made"
    }
    #expect(result == "made")
    tries = 0
    #expect(throws: Self.full) {
      try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
        tries += 1
        throw Self.full
      }
    }
    #expect(tries == 500)
  }

  @Test("is none where no viewer is in the way")
  func alone() {
    var tries = 0
    #expect(throws: Self.full) {
      try FrameRoom.wait(for: layout, in: channel) { () throws(ChannelError) in
        tries += 1
        throw Self.full
      }
    }
    #expect(tries == 1)
  }
}
