// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// For whatever reads what another process wrote.
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "shmview",
  products: [
    .library(name: "ShmChannel", targets: ["ShmChannel"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CX11"),
    .systemLibrary(name: "CImlib2"),
    .systemLibrary(name: "CLibYUV"),
    .systemLibrary(name: "CSpng"),
    .systemLibrary(name: "CTurboJPEG"),
    .target(name: "CBusGuard"),
    .target(name: "CLinux"),
    .target(
      name: "ShmChannel", dependencies: ["CBusGuard", "CLinux", systemPackage],
      swiftSettings: strictMemory),
    .target(name: "Pixels", dependencies: ["CLibYUV"], swiftSettings: strictMemory),
    .target(
      name: "Slideshow", dependencies: ["CLinux", systemPackage], swiftSettings: strict),
    .testTarget(
      name: "ShmChannelTests", dependencies: ["ShmChannel", "CLinux", systemPackage],
      swiftSettings: strict),
    .testTarget(name: "PixelsTests", dependencies: ["Pixels"], swiftSettings: strict),
    .testTarget(
      name: "SlideshowTests", dependencies: ["Slideshow", systemPackage], swiftSettings: strict),
  ]
)
