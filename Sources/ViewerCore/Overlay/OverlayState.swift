import Pixels
package import ShmChannel
package import ShmShow

/// What a person has switched on over the picture, and what is needed to draw it. Which text and
/// which edge a window or a snapshot shows is decided here.
package struct OverlayState: Sendable {
  package private(set) var showsInformation: Bool
  /// The page of the help that is shown, counted from 0.
  private(set) var helpPage: Int?
  /// Whether the value under the pointer is shown.
  private(set) var showsPixel = false
  /// Whether there is a color bar.
  private(set) var showsColorBar: Bool
  /// Whether it is shown how often the visible numbers come.
  private(set) var showsHistogram: Bool
  /// Whether it is shown how long frames take on their way to the screen.
  private(set) var showsTiming = false
  /// What the channel's slideshow said when the panel last had to know.
  package var show: ShowStatus?
  /// Whether the channel's slideshow is paused, as far as is known.
  private(set) var isPaused = false
  /// Whether the channel's slideshow has its screen off.
  private(set) var isOff = false
  /// Whether something that can be dropped is dragged over the window.
  var isDropTarget = false
  /// What the monitor makes of colors.
  var monitor = MonitorFace()
  /// What a person draws over the picture, while the button is held.
  var rectangle: RectangleDrag?
  /// Dots per inch; known once the first text has come.
  private(set) var resolution: Double?

  private let staleEdge: StaleEdge
  private let caption: ScreenCaption?
  /// Whether what surrounds pictures is light.
  private let isOnLight: Bool
  private let channel: String
  /// What keys do, for the help.
  private let controls: Controls
  /// Whether nothing is drawn that nobody has asked for.
  private let isQuiet: Bool
  private var feedback = Feedback()
  /// Where the pointer is, as far as is known; nil outside of the window.
  private(set) var pointer: Point?
  /// What was copied last.
  private var copied: PixelValue?
  private(set) var pixels = Readings<PixelPlace, PixelValue>()
  private(set) var scales = Readings<ScaleQuestion, ScaleFace>()
  var differences = Readings<DifferenceQuestion, DifferenceFigures>()
  /// Counts frames for the panel.
  private var live = LiveNumbers()
  private var birth = FrameBirth()
  private var timing = LiveTiming()

  /// What a window, or a snapshot, begins with.
  package init(channel: ChannelName, _ preferences: Preferences) {
    self.channel = channel.string
    controls = preferences.controls
    caption = preferences.caption
    isOnLight = Backdrop.isLight(preferences.bars)
    isQuiet = preferences.isQuiet
    showsInformation = preferences.showsInformation
    showsColorBar = preferences.showsColorBar
    showsHistogram = preferences.showsHistogram
    staleEdge = StaleEdge(after: preferences.staleAfter)
  }

  /// What has to be drawn over a picture now; nil for nothing.
  package mutating func overlay(over picture: SeenPicture, at now: Moment) -> Overlay? {
    let birth = birth.instant(of: picture.info, at: now)
    if isOff { return .dark }
    var overlay = Overlay()
    // First, so that it stays where it is whatever else comes.
    if let panel = caption?.panel(over: picture.info, in: channel, show, at: now) {
      overlay.panels.append(panel)
    }
    let face = scaleQuestion(of: picture.info, in: picture.view, picture.tones)
      .flatMap { scales.value(for: $0) }
    if showsInformation {
      if let skipped = picture.skipped { live.update(skipped: skipped, at: now.instant) }
      overlay.panels.append(
        information(of: picture, range: face?.range, age: birth.duration(to: now.instant)).panel)
    }
    if let badge = badge(of: picture) { overlay.panels.append(badge) }
    overlay.history = picture.history
    if showsPixel { overlay.panels.append(pixelPanel(of: picture)) }
    if let face, !face.isEmpty {
      overlay.panels.append(Panel(place: .bottomRight, kind: .scale(face), rows: []))
    }
    if showsTiming, let face = timing.face {
      overlay.panels.append(Panel(place: .bottomRight, kind: .timing(face), rows: []))
    }
    overlay.edge = staleEdge.color(bornAt: birth, at: now.instant)
    overlay.outline = rectangle?.part(of: picture.view.image).map(picture.view.frame)
    overlay = finished(overlay, at: now)
    return overlay.isEmpty ? nil : overlay
  }

  /// What stands in the upper right corner: that the picture stays, and what is seen of it.
  private func badge(of picture: SeenPicture) -> Panel? {
    guard let news = picture.frozenSince else { return picture.comparison.map(Panel.comparison) }
    var badge = Panel.frozen(news: news, picture.history)
    if let row = picture.comparison { badge.rows.append(row) }
    return badge
  }

  /// What a window shows while it waits for a frame.
  mutating func overlay(
    waitingFor text: String, hints: [String] = [], at now: Moment
  ) -> Overlay {
    if isOff { return .dark }
    var overlay = Overlay(panels: [.waiting(text, hints: hints, onLight: isOnLight)])
    if showsInformation { overlay.panels.append(information(of: nil).panel) }
    return finished(overlay, at: now)
  }

  private mutating func finished(_ overlay: Overlay, at now: Moment) -> Overlay {
    var overlay = overlay
    feedback.update(at: now.instant)
    if let remark { overlay.panels.append(remark) }
    if isDropTarget { overlay.edge = Overlay.blue }
    // Text over text is not legible.
    if let helpPage { overlay.panels = [controls.panel(page: helpPage)] }
    overlay.resolution = resolution ?? TextResolution.standard
    return overlay
  }

  /// What stands in the lower left corner: what was just done, else that the show is paused.
  private var remark: Panel? {
    if isQuiet { return nil }
    return feedback.text.map(Panel.feedback) ?? (isPaused ? .paused : nil)
  }

  /// - Parameter range: the samples that are black and white, where they had to be found.
  private func information(
    of picture: SeenPicture?, range: SampleRange? = nil, age: Duration = .zero
  ) -> Information {
    Information(
      channel: channel,
      picture: picture.map { picture in
        var told = Information.Picture(
          title: picture.info.title, size: picture.view.image, scale: picture.view.scale,
          generation: picture.info.generation.rawValue, age: age, format: picture.info.format,
          range: RangeTold(of: picture.info, by: picture.tones, found: range),
          details: picture.info.caption.details, path: picture.path, presents: picture.presents,
          mark: picture.mark,
          difference: picture.difference?.words(of: picture.info.format.sample),
          colors: picture.path == nil ? "" : monitor.words)
        told.isLinear = picture.tones.showsLight(of: picture.info)
        return told
      },
      rate: live.sample.rate, skipped: picture?.skipped == nil ? nil : live.sample.skipped,
      show: show)
  }

  private func pixelPanel(of picture: SeenPicture) -> Panel {
    let value = pixelPlace(of: picture.info, in: picture.view).flatMap { pixels.value(for: $0) }
    return .pixel(value, isCopied: value != nil && value == copied)
  }

  /// When the overlay of a frame changes by itself.
  ///
  /// - Parameter measured: How many frames have been measured on their way.
  mutating func nextChange(
    over frame: FrameInfo, skipped: UInt64, measured: UInt64, after now: Moment
  ) -> Instant? {
    let birth = birth.instant(of: frame, at: now)
    if isOff { return nil }
    var moments: [Instant] = []
    if let beginning = staleEdge.beginning(bornAt: birth) { moments.append(beginning) }
    if showsInformation {
      moments.append(birth + AgeText.nextChange(after: birth.duration(to: now.instant)))
      if let next = live.nextChange(skipped: skipped, after: now.instant) { moments.append(next) }
    }
    if showsTiming, let next = timing.nextChange(measured: measured) { moments.append(next) }
    if let end = feedback.end { moments.append(end) }
    if let next = caption?.nextChange(after: now) { moments.append(next) }
    return moments.filter { $0 > now.instant }.min()
  }

  /// The same while the window waits.
  func nextChange(after now: Moment) -> Instant? {
    feedback.end.flatMap { $0 > now.instant ? $0 : nil }
  }

  /// Another frame was shown than before.
  mutating func didShow(at now: Instant) { live.rate.didShow(at: now) }

  /// Reads how long frames take, if that is shown and it is time to.
  mutating func updateTiming(_ latency: LatencyRecorder, at now: Moment) {
    if showsTiming { timing.update(latency, at: now.instant) }
  }
}

/// What keys change of it.
extension OverlayState {
  /// Whether something over pictures tells what the channel's slideshow says.
  package var needsShow: Bool { showsInformation || caption?.needsShow == true }

  /// Whether anything but the edge of an old frame is drawn over pictures that are not frozen.
  var showsPanels: Bool {
    showsInformation || helpPage != nil || showsPixel || showsColorBar || showsHistogram
      || showsTiming
      || remark != nil || rectangle != nil || caption != nil || isOff
  }

  /// Says for a second, or for that long, what was done, or may be.
  mutating func say(
    _ text: String, at now: Moment, for duration: Duration = Feedback.duration
  ) {
    if !isQuiet { feedback.say(text, at: now.instant, for: duration) }
  }

  /// Says that no longer.
  mutating func takeBack(_ text: String) { feedback.takeBack(text) }

  mutating func setPaused(_ isPaused: Bool) { self.isPaused = isPaused }

  mutating func setOff(_ isOff: Bool) { self.isOff = isOff }

  mutating func toggleColorBar() { showsColorBar.toggle() }

  mutating func toggleHistogram() { showsHistogram.toggle() }

  mutating func toggleTiming() { showsTiming.toggle() }

  mutating func toggleInformation() { showsInformation.toggle() }

  /// Shows the first page of the help, or the one after the present one, of so many.
  mutating func showNextHelpPage(pageCount: Int) {
    guard let page = helpPage else { return helpPage = pageCount > 0 ? 0 : nil }
    helpPage = page + 1 < pageCount ? page + 1 : nil
  }

  mutating func closeHelp() { helpPage = nil }

  mutating func togglePixel(at pointer: Point) {
    showsPixel.toggle()
    self.pointer = pointer
    copied = nil
  }

  mutating func didCopy(_ value: PixelValue) {
    copied = value
    showsPixel = true
  }

  /// The pixel has been read; nil if its file has been cut short.
  mutating func didRead(_ value: PixelValue?, at place: PixelPlace) {
    pixels.record(value, for: place)
  }

  /// The scale has been found out; nil if the file has been cut short.
  package mutating func didRead(_ face: ScaleFace?, for question: ScaleQuestion) {
    scales.record(face, for: question)
  }

  mutating func movePointer(to pointer: Point?) { self.pointer = pointer }

  /// Text is drawn for so many dots per inch; nil once nobody watches that.
  mutating func setResolution(_ resolution: Double?) { self.resolution = resolution }
}
