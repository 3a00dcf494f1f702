#!/bin/bash
# Healthy is: GET /api/health answers 200. In bash alone, because the base images have no curl.
set -eu
exec 3<>/dev/tcp/127.0.0.1/8080
printf 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 10 _ status _ <&3
[ "$status" = 200 ]
