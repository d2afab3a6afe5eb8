import Glibc
import ShmChannel
import TestSupport
import Testing

/// A reader keeps to a name, whatever becomes of the channel and the root.
@Suite struct FollowingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("a removed channel is waited for, and followed when it is made anew")
  func removed() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    var ids: Set<ChannelID> = []
    for byte in UInt8(1)...5 {
      let channel = try Channel.openOrCreate(name, root: directory.root)
      #expect(ids.insert(channel.id).inserted)
      try channel.put(byte)
      do {
        let frame = try reader.latestFrame()
        let read = try frame.pixels()
        #expect(read == [UInt8](repeating: byte, count: 48))
        #expect(frame.info.generation.rawValue == 1)
      }
      try directory.root.remove(name)
      #expect(try reader.refresh() == .noChannel)
    }
    #expect(Folder.entries(directory.path) == [])
  }

  @Test("a frame that is held when its channel is removed stays whole")
  func heldThroughRemoval() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(name: name, root: directory.root)
    try channel.put(7)
    let held = try reader.latestFrame()
    try directory.root.remove(name)
    #expect(try reader.refresh() == .noChannel)
    let read = try held.pixels()
    #expect(read == [UInt8](repeating: 7, count: 48))
  }

  @Test("the root may be deleted under a reader: it is made anew, and the next channel is seen")
  func rootDeleted() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    for byte in UInt8(1)...5 {
      try Channel.openOrCreate(name, root: directory.root).put(byte)
      do {
        let frame = try reader.latestFrame()
        let read = try frame.pixels()
        #expect(read == [UInt8](repeating: byte, count: 48))
      }
      Folder.remove(directory.path)
      #expect(try reader.refresh() == .noChannel)
      #expect(Folder.entries(directory.path) == [])
    }
  }

  @Test("a root that is deleted while somebody has it open, and made by another, is noticed")
  func rootDeletedWhileOpen() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.refresh() == .noChannel)
    let open = Glibc.open(directory.path, O_RDONLY | O_DIRECTORY)
    defer { close(open) }
    Folder.remove(directory.path)
    try Channel.openOrCreate(name, root: directory.root).put(3)
    let generation = try reader.wait(after: .empty, timeout: .seconds(60))
    #expect(generation?.rawValue == 1)
  }

  @Test("a channel's directory may be deleted by hand")
  func channelDeleted() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    try Channel.openOrCreate(name, root: directory.root).put(1)
    _ = try reader.latestFrame()
    Folder.remove(directory.path("default"))
    #expect(try reader.refresh() == .noChannel)
    try Channel.openOrCreate(name, root: directory.root).put(2)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 2, count: 48))
  }

  @Test("a publisher whose channel was removed makes it anew with its next loan")
  func publisherGoesOn() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    try channel.put(2)
    let id = channel.id
    try directory.root.remove(name)
    #expect(try channel.put(3).rawValue == 1)
    #expect(channel.id != id)
  }

  @Test("a loan on a removed channel fails by name, and leaves the new one alone")
  func removedWhilePublishing() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    try loan.write([UInt8](repeating: 4, count: 48).span.bytes)
    try directory.root.remove(name)
    try Channel.openOrCreate(name, root: directory.root).put(1)
    var failure: ChannelError?
    do throws(ChannelError) { _ = try loan.publish(title: "") } catch { failure = error }
    #expect(failure == .removedWhilePublishing(name))
    let reader = try ChannelReader(name: name, root: directory.root)
    #expect(try reader.wait(after: .empty)?.rawValue == 1)
  }

  @Test("removing what is not there says so")
  func removeMissing() throws {
    #expect(throws: ChannelError.noSuchChannel(name)) {
      try directory.root.remove(name)
    }
    #expect(Folder.entries(directory.path) == [])
    _ = try ChannelReader(name: name, root: directory.root)
    #expect(throws: ChannelError.noSuchChannel(name)) {
      try directory.root.remove(name)
    }
  }

  @Test("other channels coming and going are no news")
  func otherChannels() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    try Channel.openOrCreate(name, root: directory.root).put(1)
    let frame = try reader.latestFrame()
    let other = try ChannelName("other")
    try Channel.openOrCreate(other, root: directory.root).put(1)
    try directory.root.remove(other)
    #expect(try reader.refresh() == .frame(frame.info.generation, frame.info.channelID))
  }
}

/// What was refused is looked at again when it changes, not by the clock.
@Suite struct MendingTests {
  let directory: TemporaryRoot

  init() throws { directory = try TemporaryRoot() }
  let name = ChannelName.standard

  @Test("a root that was opened to others is trusted again when it is closed")
  func rootMode() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    try Channel.openOrCreate(name, root: directory.root).put(1)
    _ = try reader.latestFrame()
    chmod(directory.path, 0o755)
    #expect(throws: ChannelError.refused(path: directory.path, .openToOthers(mode: 0o755))) {
      try reader.refresh()
    }
    // Nothing changes: nothing rings, and it is no missing channel.
    #expect(throws: ChannelError.refused(path: directory.path, .openToOthers(mode: 0o755))) {
      try reader.refresh()
    }
    #expect(!isReadable(reader.doorbell))
    chmod(directory.path, 0o700)
    #expect(isReadable(reader.doorbell))
    let frame = try reader.latestFrame()
    #expect(frame.info.generation.rawValue == 1)
  }

  @Test("a control file that was damaged is read again when it is mended")
  func control() throws {
    try Channel.openOrCreate(name, root: directory.root).put(1)
    let path = directory.path("default/control")
    overwrite(path, at: 0, Array("?".utf8))
    let reader = try ChannelReader(name: name, root: directory.root)
    for _ in 0..<2 {
      #expect(throws: ChannelError.damaged(path: path, "no magic number")) { try reader.refresh() }
    }
    #expect(!isReadable(reader.doorbell))
    overwrite(path, at: 0, Array("S".utf8))
    #expect(isReadable(reader.doorbell))
    let frame = try reader.latestFrame()
    #expect(frame.info.generation.rawValue == 1)
  }

  @Test("a channel without its control file is waited for, and can be removed")
  func incomplete() throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    let channel = try Channel.openOrCreate(name, root: directory.root)
    _ = try reader.refresh()
    unlink(directory.path("default/control"))
    #expect(try reader.refresh() == .noChannel)
    let incomplete = ChannelError.incomplete(path: directory.path("default"))
    #expect(throws: incomplete) { try Channel.openOrCreate(name, root: directory.root) }
    #expect(
      incomplete.description == directory.path("default")
        + " is incomplete: one of its files is missing")
    try directory.root.remove(name)
    try channel.put(2)
    let frame = try reader.latestFrame()
    #expect(frame.info.generation.rawValue == 1)
  }

  @Test(
    "a renamed control is published to by nobody; named as before, the channel goes on",
    arguments: ["control.old", "frame-9", "viewers/control"])
  func renamed(away: String) throws {
    let reader = try ChannelReader(name: name, root: directory.root)
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    _ = try reader.refresh()
    let (control, other) = (directory.path("default/control"), directory.path("default/" + away))
    rename(control, other)
    #expect(isReadable(reader.doorbell))
    #expect(try reader.refresh() == .noChannel)
    let incomplete = ChannelError.incomplete(path: directory.path("default"))
    #expect(throws: incomplete) { try channel.put(2) }
    for _ in 0..<2 { #expect(try reader.refresh() == .noChannel) }  // the end of a watch rings, too
    #expect(!isReadable(reader.doorbell))
    rename(other, control)
    #expect(isReadable(reader.doorbell))
    try channel.put(3)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 3, count: 48))
    #expect(frame.info.generation.rawValue == 2)
  }

  @Test("a publisher whose lock was renamed refuses, since others would not wait for it")
  func renamedLock() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    rename(directory.path("default/lock"), directory.path("default/lock.old"))
    let incomplete = ChannelError.incomplete(path: directory.path("default"))
    #expect(throws: incomplete) { try channel.put(2) }
  }

  @Test("a viewer that ends deletes no file that was given its file's name")
  func presenceReplaced() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let viewers = directory.path("default/viewers")
    do {
      let reader = try ChannelReader(
        name: name, root: directory.root, presence: .viewer(name: "v"))
      _ = try reader.refresh()
      let own = try #require(Folder.entries(viewers).first)
      rename(directory.path("default/control"), viewers + "/" + own)
      withExtendedLifetime(reader) {}
    }
    let left = try #require(Folder.entries(viewers).first)
    rename(viewers + "/" + left, directory.path("default/control"))
    #expect(try channel.put(1).rawValue == 1)
  }

  @Test("a viewer whose file was deleted by hand is listed again with its next picture")
  func presence() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    let reader = try ChannelReader(
      name: name, root: directory.root, presence: .viewer(name: "v"))
    _ = try reader.refresh()
    for file in Folder.entries(directory.path("default/viewers")) {
      unlink(directory.path("default/viewers/" + file))
    }
    #expect(try channel.viewerCount() == 0)
    // Also where that was shown before the reader has heard of it.
    let generation = try channel.put(1)
    reader.acknowledge(generation)
    _ = try reader.refresh()
    #expect(try channel.viewerCount() == 1)
    #expect(try channel.waitUntilShown(generation, timeout: .zero))
  }

  @Test("a loan whose file was deleted by hand is not committed over the last good frame")
  func deletedLoan() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    try channel.put(1)
    var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
    try loan.write([UInt8](repeating: 4, count: 48).span.bytes)
    unlink(directory.path("default/frame-2"))
    var failure: ChannelError?
    do throws(ChannelError) { _ = try loan.publish(title: "") } catch { failure = error }
    #expect(failure == .removedWhilePublishing(name))
    let reader = try ChannelReader(name: name, root: directory.root)
    let frame = try reader.latestFrame()
    let read = try frame.pixels()
    #expect(read == [UInt8](repeating: 1, count: 48))
  }

  @Test("a channel that has had no frame is removed by a publisher that failed; any other stays")
  func unused() throws {
    let channel = try Channel.openOrCreate(name, root: directory.root)
    do {
      var loan = try channel.loan(width: 4, height: 3, format: .bgrx)
      try channel.removeIfUnused()
      #expect(Folder.entries(directory.path) == ["default"])
      try loan.write([UInt8](repeating: 4, count: 48).span.bytes)
      #expect(try loan.publish(title: "").rawValue == 1)
    }
    try channel.removeIfUnused()
    #expect(Folder.entries(directory.path) == ["default"])
    let empty = try Channel.openOrCreate(try ChannelName("empty"), root: directory.root)
    let reader = try ChannelReader(
      name: empty.name, root: directory.root, presence: .viewer(name: "v"))
    _ = try reader.refresh()
    try empty.removeIfUnused()
    #expect(Folder.entries(directory.path) == ["default", "empty"])
    withExtendedLifetime(reader) {}
    let other = try Channel.openOrCreate(try ChannelName("other"), root: directory.root)
    try other.removeIfUnused()
    #expect(Folder.entries(directory.path) == ["default", "empty"])
  }

  private func isReadable(_ descriptor: CInt) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }
}
