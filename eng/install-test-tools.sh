#!/usr/bin/env bash
# Installs the programs that the tests use as oracles and as clients, if they are missing (Debian, Ubuntu).
set -euo pipefail

declare -A package_of=(
  [softhsm2-util]=softhsm2
  [pkcs11-tool]=opensc
  [openssl]=openssl
  [gcc]=gcc
  [g++]=g++
  [cmake]=cmake
  [make]=make
  [p11tool]=gnutls-bin
  [p11-kit]=p11-kit
  [ssh-keygen]=openssh-client
  [sshd]=openssh-server
  [certutil]=libnss3-tools
  [pkcs11-dump]=pkcs11-dump
  [gnupg-pkcs11-scd]=gnupg-pkcs11-scd
  [python3]=python3
  [valgrind]=valgrind
  [strace]=strace
  [x86_64-w64-mingw32-gcc]=gcc-mingw-w64-x86-64
)
missing=()
for program in "${!package_of[@]}"; do
  PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || missing+=("${package_of[$program]}")
done
# Libraries without a program of their own.
compgen -G "/usr/lib*/*/engines-*/pkcs11.so" >/dev/null || missing+=(libengine-pkcs11-openssl)
compgen -G "/usr/lib*/*/pkcs11/p11-kit-client.so" >/dev/null || missing+=(p11-kit-modules)
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

if ! command -v apt-get >/dev/null; then
  echo "Install these first: ${missing[*]}" >&2
  exit 1
fi
sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" libc6-dev
