import Foundation
import ImageDecoding
import Pixels
import TestSupport
import Testing

/// Monitors' profiles, against what Little CMS makes of them in float.
@Suite struct MonitorProfileTests {
  /// Those that have a way from colours to numbers, in steps that eight bits can follow.
  private static let monitors = TestProfile.nine.filter {
    $0.kind == .rgb && !["linear", "RGB of a table"].contains($0.name)
  }

  private func color(_ pixel: UInt32) -> SIMD3<Double> {
    SIMD3(Double(pixel >> 16 & 255), Double(pixel >> 8 & 255), Double(pixel & 255)) / 255
  }

  @Test("a monitor shows the colours that Little CMS gives in float", arguments: monitors)
  func colors(profile: TestProfile) throws {
    let monitor = try MonitorProfile(profile.bytes)
    let lattice = try #require(ColorLattice(monitor.lattice))
    let pixels =
      (0..<256).map { UInt32($0) * 0x01_0101 }
      + (0..<20_000).map { UInt32(truncatingIfNeeded: $0 &* 2_654_435_761) >> 8 }
    // What is seen of the monitor's numbers, and of those that are right.
    let numbers = pixels.map { color(lattice.color($0)) }
    let right = profile.numbers(
      of: pixels.flatMap { pixel in
        let color = color(pixel)
        return [Float(color.x), Float(color.y), Float(color.z)]
      })
    let seen = profile.converted(numbers.flatMap { [Float($0.x), Float($0.y), Float($0.z)] })
    let expected = profile.converted(right.map { min(1, max(0, $0)) })
    func colors(_ samples: [Float]) -> [SIMD3<Double>] {
      stride(from: 0, to: samples.count, by: 3).map { (place: Int) -> SIMD3<Double> in
        let sample = { (index: Int) in Double(min(1, max(0, samples[place + index]))) }
        return SIMD3(sample(0), sample(1), sample(2))
      }
    }
    func differences(_ samples: [Float]) -> (most: Double, last: Double) {
      let sorted = zip(colors(samples), colors(expected)).map(colorDifference).sorted()
      return (sorted[sorted.count * 999 / 1000], sorted.last ?? 9)
    }
    // The steps of eight bits alone can be wider than that: 1.2 in ProPhoto RGB.
    let steps = differences(
      profile.converted(right.map { (min(1, max(0, $0)) * 255).rounded() / 255 }))
    let ours = differences(seen)
    #expect(
      ours.most <= max(1, steps.most + 0.05) && ours.last <= max(2, steps.last + 0.05),
      "99.9 % within \(ours.most), all within \(ours.last); of eight bits \(steps)")
  }

  @Test("a profile that is sRGB's in effect converts nothing")
  func sRGB() throws {
    #expect(try MonitorProfile(TestProfile.sRGB.bytes).lattice.isEmpty)
  }

  @Test("what is damaged, or not a monitor's, is an error that says so")
  func unusable() throws {
    let good = TestProfile.adobeRGB.bytes
    for bytes in [
      [], Array(good.prefix(200)), Array(good.dropLast(100)), [UInt8](repeating: 7, count: 4096),
    ] {
      #expect(throws: MonitorProfileTrouble.damaged) { try MonitorProfile(bytes) }
    }
    for profile in TestProfile.nine where profile.kind != .rgb {
      #expect(throws: MonitorProfileTrouble.unsuitable) { try MonitorProfile(profile.bytes) }
    }
    #expect(
      "\(MonitorProfileTrouble.damaged)" == "is damaged, so colors are shown as sRGB")
  }

  @Test(
    "no byte of a profile ends the program, whatever it is",
    .enabled(if: Optimisation.isOn, "\(Optimisation.reason)"))
  func mutated() {
    for (index, profile) in [TestProfile.adobeRGB, TestProfile.nine[5]].enumerated() {
      for step in 0..<300 {
        var bytes = profile.bytes
        let place = (step * 7919 + index) % bytes.count
        bytes[place] = UInt8(truncatingIfNeeded: step &* 37)
        _ = try? MonitorProfile(bytes)
      }
    }
  }
}
