private import CommandLineFiles
private import Glibc
private import Linux
private import ShmChannel
private import ShmShow
internal import Slideshow
internal import SystemPackage

extension ShowRunner {
  /// More processes that cannot be ended, since they hang in the kernel, are not added to.
  private static let mostLeaving = 16

  func perform(_ effect: ShowSchedule.Effect) {
    switch effect {
    case .start(let number, let path, let known): start(number, path, unless: known)
    case .show(let number, let fade):
      slides[number]?.isTold = true
      slides[number]?.tell(.show(transition: fade))
    case .drop(let number):
      asked[number] = nil
      guard let slide = slides.removeValue(forKey: number) else { return }
      leave(slide, as: number)
    case .log(let path, let reason): log(path, reason)
    case .refuse(let path):
      watch([.refused(path)])
      inputs.append(.time)
    case .finish: isOver = true
    }
  }

  func log(_ path: FilePath, _ reason: String) {
    StandardStreams.complain("\(String(decoding: path)): \(reason)")
  }

  private func start(
    _ number: ShowSchedule.ChildNumber, _ path: FilePath, unless known: ContentsDigest?
  ) {
    asked[number] = (path, known)
    watch([.look(number.rawValue, path)])
  }

  /// Starts a process for what is a picture; anything else costs none.
  func hear(_ finding: LookoutMessage.Finding?, of number: ShowSchedule.ChildNumber) {
    guard let (path, known) = asked.removeValue(forKey: number) else { return }
    switch finding {
    case .picture: decode(path, unless: known, as: number)
    case .other: inputs.append(.child(number, .skipped))
    case .unreadable(let reason): inputs.append(.child(number, .failed(reason)))
    case .shortage(let reason): inputs.append(.child(number, .postponed(reason)))
    case nil: inputs.append(.child(number, .postponed("its directory does not answer")))
    }
  }

  private func decode(
    _ path: FilePath, unless known: ContentsDigest?, as number: ShowSchedule.ChildNumber
  ) {
    guard leaving.count < Self.mostLeaving else {
      return inputs.append(.child(number, .postponed("too many decoders hang")))
    }
    do throws(SystemError) {
      let slide = try nextProcess()
      slides[number] = slide
      slide.path = path
      listen(to: slide, as: number)
      slide.tell(
        .decode(file: CommandLineText.text(of: PathBytes(path).bytes), unless: known))
    } catch {
      let reason = "no process can be started for it: \(error.errno)"
      inputs.append(.child(number, .postponed(reason)))
    }
  }

  /// The one that waits, unless somebody has killed it meanwhile.
  private func nextProcess() throws(SystemError) -> SlideHandle {
    defer { spare = nil }
    if let spare, spare.takeEnding() == nil { return spare }
    return try SlideHandle(arguments: arguments)
  }

  /// Has a process wait for the next picture, once nothing is being decoded or about to be drawn:
  /// that a process starts and is confined then costs no picture any time.
  func prepareSpare() {
    guard spare == nil, !isOver, asked.isEmpty, inputs.isEmpty,
      slides.values.allSatisfy({ $0.isReady && $0.isTold == $0.isShown })
    else { return }
    let begin = spareTime.begin(at: Clock.monotonic())
    poller.setDeadline(of: .spare, at: begin)
    guard begin == nil else { return }
    spare = try? SlideHandle(arguments: arguments)  // else the next picture meets the reason
  }

  /// Ends the process that waits: it has the channel open that was there when it was started.
  func retireSpare() {
    guard let spare else { return }
    spare.kill()
    outdated.append(spare)
    self.spare = nil
  }

  private var arguments: [[UInt8]] {
    let options =
      ["decode-slide", "--channel", show.name.string, "--parent", "\(getpid())"]
      + plan.costs.arguments
    return options.map { Array($0.utf8) }
  }

  /// Takes up what processes have said, and which have ended.
  func listen(to ready: [Source]) {
    for (number, slide) in slides
    where ready.contains(.ending(number)) || ready.contains(.answers(number)) {
      hear(slide, number)
    }
    outdated.removeAll { $0.takeEnding() != nil }
    for (number, slide) in leaving where slide.takeEnding() != nil {
      leaving[number] = nil
      forget(number)
    }
  }

  /// Ends a slide's process, of which nothing but its end is awaited.
  private func leave(_ slide: SlideHandle, as number: ShowSchedule.ChildNumber) {
    slide.kill()
    ignoreAnswers(of: number)
    leaving[number] = slide
  }

  private func hear(_ slide: SlideHandle, _ number: ShowSchedule.ChildNumber) {
    // Asked first: what it said before its end has then been said.
    let ending = slide.takeEnding()
    guard let answers = slide.takeAnswers() else {
      slides[number] = nil
      leave(slide, as: number)
      return inputs.append(.child(number, .failed("its decoder talks nonsense")))
    }
    for answer in answers { hear(answer, of: slide, number) }
    if slide.isSilent { ignoreAnswers(of: number) }
    guard let ending else { return }
    slides[number] = nil
    forget(number)
    if let answer = SlideVerdict.answer(ending, of: slide, plan.costs) {
      inputs.append(.child(number, answer))
    }
  }

  private func hear(
    _ answer: SlideAnswer, of slide: SlideHandle, _ number: ShowSchedule.ChildNumber
  ) {
    switch answer {
    case .unconfined(let reason):
      complainOnce("pictures are decoded without all safeguards: \(reason)")
    case .shrunk(let oldWidth, let oldHeight, let width, let height):
      complainOnce(
        "channel \(show.name): "
          + MemoryFit.words(from: (oldWidth, oldHeight), to: (width, height)))
    case .remark(let words):
      if let path = slide.path { complainOnce("\(String(decoding: path)): \(words)") }
    case .reading: inputs.append(.child(number, .reading))
    case .read(let contents): inputs.append(.child(number, .read(contents)))
    case .still:
      slide.isReady = true
      inputs.append(.child(number, .ready(pass: nil)))
    case .animation(_, _, let pass):
      slide.isReady = true
      inputs.append(.child(number, .ready(pass: pass)))
    case .shown:
      slide.isShown = true
      spareTime.didPublish(at: Clock.monotonic())
      inputs.append(.child(number, .shown))
    case .played: inputs.append(.child(number, .played))
    case .busy(let words):
      complainOnce(words)
      // Before it is ready it tries again by itself.
      if slide.isTold { slide.tell(.show(transition: .zero)) }
    case .skip, .unchanged, .failed, .lost: slide.lastWords = answer
    }
  }
}
