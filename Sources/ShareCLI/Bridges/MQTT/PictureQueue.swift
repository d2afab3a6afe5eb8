internal import ChannelBridge
internal import Linux
internal import ShmChannel

/// The pictures that are being decoded, one of a channel at a time.
final class PictureQueue {
  /// What has become of one.
  struct Outcome {
    let channel: ChannelName
    let ending: Linux::ProcessEnding
  }

  private let broker: BrokerAddress
  private let costs: DecodingCosts
  private let isQuiet: Bool
  private var processes: [(channel: ChannelName, number: Int, process: PictureProcess)] = []
  private var next = 0

  /// - Parameter broker: where pictures come from.
  init(_ broker: BrokerAddress, _ costs: DecodingCosts, isQuiet: Bool) {
    self.broker = broker
    self.costs = costs
    self.isQuiet = isQuiet
  }

  /// The first number of the events of `watches`.
  private static let firstNumber = 1000

  var watches: [BridgeLoop.Watch] {
    processes.map {
      BridgeLoop.Watch(descriptor: $0.process.descriptor, event: .numbered($0.number))
    }
  }

  /// Has a picture decoded and published.
  ///
  /// - Parameter topic: how messages name it.
  func start(
    _ picture: PictureFile, for channel: ChannelName, from topic: String, title: String
  ) throws(SystemError) {
    let settings = PictureProcess.Settings(
      channel: channel, name: topic, title: title,
      origin: PictureOrigin(broker: broker, topic: topic).line, costs: costs, isQuiet: isQuiet)
    let process = try PictureProcess(picture.descriptor, settings)
    next += 1
    processes.append((channel, Self.firstNumber + next, process))
  }

  /// Those that have ended.
  func takeEnded() -> [Outcome] {
    var ended: [Outcome] = []
    processes.removeAll { channel, _, process in
      guard let ending = process.takeEnding() else { return false }
      ended.append(Outcome(channel: channel, ending: ending))
      return true
    }
    return ended
  }

  /// Ends the one of a channel, or all of them; channels stay as they are.
  func kill(_ channel: ChannelName? = nil) {
    processes.removeAll { name, _, process in
      guard channel == nil || channel == name else { return false }
      process.kill()
      return true
    }
  }
}

extension PictureQueue.Outcome {
  /// What became of the picture, and what is to be told of it: nothing of one that was shown, or
  /// whose decoding was called off. A process that exits has said itself what is wrong.
  func verdict(on topic: String) -> (PullPlan.Outcome, Failure?) {
    switch ending {
    case .exited(0): return (.shown, nil)
    case .exited(let code):
      let status = ExitStatus(rawValue: code) ?? .trouble
      return (status == .undecodable ? .broken : .trouble, Failure(status, nil))
    case .signalled(let number) where Signals.endings.contains(number): return (.trouble, nil)
    case .signalled(let number):
      let words = "\(topic): its decoder was ended by signal \(number)"
      return (.broken, Failure(.undecodable, words))
    }
  }
}
