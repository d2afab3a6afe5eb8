internal import ChannelBridge
private import Glibc
internal import Linux
internal import ShmChannel

/// Publishes one channel to a broker, or all as they come and go.
final class MQTTPublisher {
  private let settings: PublisherSettings
  private let loop: BridgeLoop
  private let troubles = BridgeTroubles()
  /// Nil for one channel.
  private let watch: ChannelsWatch?
  private var channels: [(number: Int, channel: PublishedChannel)] = []
  private var nextNumber = 0
  private let recorder: BridgeRecorder

  /// - Parameter channel: nil for all.
  init(_ settings: PublisherSettings, channel: ChannelName?) throws(Failure) {
    self.settings = settings
    loop = try BridgeLoop()
    do throws(ChannelError) {
      watch = try channel == nil ? ChannelsWatch(of: .standard()) : nil
    } catch {
      throw Failure(error)
    }
    recorder = try BridgeRecorder(
      BridgeRecord(
        processID: getpid(), direction: .publish, broker: settings.broker.name,
        prefix: settings.topics.prefix), subject: channel?.string ?? "*")
    if let channel { try add(channel) }
  }

  /// Publishes until a signal asks it to end.
  func run() throws(Failure) {
    defer { recorder.end() }
    var events: [BridgeLoop.Event] = [.tick]
    while !loop.isStopped {
      try follow()
      for (number, channel) in channels {
        try channel.work(isLinkReady: events.contains(.numbered(2 * number)))
      }
      record()
      let watches = channels.flatMap { number, channel in
        channel.watches(link: .numbered(2 * number), channel: .numbered(2 * number + 1))
      }
      let bell = watch.map { BridgeLoop.Watch(descriptor: $0.doorbell, event: .channel) }
      events = try loop.wait(
        for: watches + [bell].compactMap(\.self),
        until: channels.compactMap(\.channel.deadline).min())
    }
    for (_, channel) in channels { channel.end() }
    try troubles.finish()
  }

  private func add(_ name: ChannelName) throws(Failure) {
    let channel = try PublishedChannel(name, isOnly: watch == nil, settings, troubles)
    channels.append((nextNumber, channel))
    nextNumber += 1
  }

  /// Takes up channels that have come, and lets go of those that are gone.
  private func follow() throws(Failure) {
    guard let watch else { return }
    let names: [ChannelName]
    do throws(ChannelError) { names = try watch.names() } catch {
      return troubles.complain(Failure(error), of: "channels")
    }
    troubles.settle("channels")
    for name in names where !channels.contains(where: { $0.channel.name == name }) { try add(name) }
    channels.removeAll { _, channel in
      guard !names.contains(channel.name), channel.isFinished else { return false }
      channel.end()
      return true
    }
  }

  private func record() {
    recorder.update { record in
      record.isConnected = channels.contains { $0.channel.isConnected }
      (record.troubleCount, record.lastTrouble) = (troubles.count, troubles.last)
      record.channels = channels.map(\.channel.record)
        .sorted { $0.name.string < $1.name.string }
    }
  }
}
