# Puts files under a root and records them, for scripts/install and the install of the archive.
# Needs `prefix`, `root` (the folder that stands for it) and a function `fail`.

# What was made, one path a line in the order of making, for --uninstall. It is written as things are
# made, so that an installation that failed can be removed as well.
record=share/shmview/installed
made=()
is_recording=

note() {
  made+=("$1")
  [[ -z $is_recording ]] || printf '%s\n' "$1" >>"$root/$record"
}

# Makes a folder under the root, and records it and those above it that were not there.
make_folder() {
  [[ ! -d $root/$1 ]] || return 0
  [[ $1 != */* ]] || make_folder "${1%/*}"
  [[ ! -e $root/$1 ]] || give_up "$root/$1 is in the way: a folder belongs there"
  mkdir "$root/$1" || give_up "cannot make $root/$1; to install there, run as root, or give another PREFIX"
  note "$1"
}

# Says what is wrong, and how to remove what is there by now.
give_up() {
  [[ -z $is_recording ]] || fail "$1; what is there by now goes with: $0 --uninstall $prefix"
  fail "$1"
}

# Puts a file under the root: SOURCE, PATH, MODE.
put() {
  make_folder "${2%/*}"
  [[ ! -d $root/$2 ]] || give_up "$root/$2 is in the way: a file belongs there"
  install -m "$3" "$1" "$root/$2" || give_up "cannot write $root/$2; run as root, or give another PREFIX"
  note "$2"
}

begin_installation() {
  # Desktop entries and systemd units have it in their command lines, and the record is of lines.
  case $prefix in
    *[[:space:]\"\'\\\$%\&\|\;\<\>*?#\(\)\`]*)
      fail "PREFIX cannot have blanks, nor any of \"'\\\$%&|;<>*?#()\` in it: desktop entries name it"
      ;;
  esac
  mkdir -p "$root" || fail "cannot make $root; run as root, or give another PREFIX"
  # An installation over an older one removes what that one made when its turn comes.
  [[ ! -f $root/$record ]] || mapfile -t made <"$root/$record"
  make_folder "${record%/*}"
  note "$record"
  write_record || fail "cannot write $root/$record; run as root, or give another PREFIX"
  is_recording=yes
}

# Each path once: what an older installation has made stays in its place.
write_record() { printf '%s\n' "${made[@]}" | awk '!seen[$0]++' >"$root/$record"; }

end_installation() {
  write_record
  echo "Installed shmshare and shmview under $root"
}

# Removes exactly what was recorded.
uninstall() {
  local i path
  [[ -f $root/$record ]] || fail "nothing of shmview is recorded under $root ($root/$record is not there)"
  mapfile -t made <"$root/$record"
  for ((i = ${#made[@]} - 1; i >= 0; i--)); do
    path=$root/${made[i]}
    if [[ -d $path && ! -L $path ]]; then
      rmdir --ignore-fail-on-non-empty "$path"
    else
      rm -f "$path"
    fi
  done
  echo "Removed shmshare and shmview from $root"
}
