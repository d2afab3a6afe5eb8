import Linux
import SystemPackage

extension OpenChannel {
  /// How often a reader starts over from `latest` while that does not change.
  private static let tries = 3

  /// What the channel has, and is known from now on to have had.
  func look() throws(ChannelError) -> Latest {
    let latest = try directory.control.latest()
    seen = latest
    return latest
  }

  /// Pins the newest frame; nil when there is none yet, or the channel was removed.
  ///
  /// - Parameter seen: what to try before a look at what is the newest.
  func acquireLatest(_ seen: Latest? = nil, root: ChannelRoot) throws(ChannelError) -> PinnedFrame?
  {
    if let seen, let frame = try pin(seen) { return frame }
    var unchanged = 0
    var latest = try directory.control.latest()
    while latest.generation != .empty {
      if let frame = try pin(latest) { return frame }
      let now = try directory.control.latest()
      unchanged = now == latest ? unchanged + 1 : 0
      latest = now
      guard unchanged < Self.tries else {
        // A removed channel has lost its frames by right; any other is damaged.
        guard try directory.isCurrent(in: root) else { return nil }
        let what = "generation \(latest.generation.rawValue) is not in \(latest.serial.fileName)"
        throw .damagedFrame(path: directory.path, what)
      }
    }
    return nil
  }

  /// Pins the frame that `latest` names, if it still is that frame.
  func pin(_ latest: Latest) throws(ChannelError) -> PinnedFrame? {
    guard let file = try frame(latest.serial), try file.pin() else { return nil }
    do throws(ChannelError) {
      let status = try file.status()
      let header = try file.header()  // once: this copy is what is checked, and used
      guard status.links > 0,
        FrameHeader.Claim(header) == FrameHeader.Claim(id: directory.id, latest: latest)
      else {
        file.unpin()
        return nil
      }
      let info = try FrameHeader.decode(header, fileByteCount: status.byteCount, path: file.path)
      return PinnedFrame(info, fileByteCount: status.byteCount, in: file)
    } catch {
      file.unpin()
      throw error
    }
  }

  /// The file of that serial, opened at the first call; nil if there is none.
  func frame(_ serial: Serial) throws(ChannelError) -> ReaderFrame? {
    // A file that was cut keeps zeros where it is mapped: open it anew.
    if let open = frames[serial], !open.wasTruncated { return open }
    return try ifThere { () throws(ChannelError) in
      let file = try ReaderFrame(serial, in: directory.directory)
      frames[serial] = file
      return file
    }
  }
}
