@echo off
rem Starts Almanac on Windows, as the script "almanac" does elsewhere; see there for options and exit codes.
rem Not run yet: it was written without a Windows machine at hand.
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "APP=%ROOT%\cli\target\quick\almanac"
if defined ALMANAC_PLUGINS (set "PLUGINS=%ALMANAC_PLUGINS%") else set "PLUGINS=%ROOT%\plugins"
set "LOCK=%ROOT%\target\almanac.lock"
set "INSTALL=install a JDK, 17 or newer, from https://adoptium.net and set JAVA_HOME to it or add its bin folder to PATH"

if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if not exist "%JAVA%" >&2 echo almanac: found no Java; %INSTALL%& exit /b 3

set "VERSION="
for /f "tokens=1,* delims== " %%A in ('call "%JAVA%" -XshowSettings:properties -version 2^>^&1') do (
    if "%%A"=="java.specification.version" set "VERSION=%%B"
    if "%%A"=="java.home" set "HOME_OF_JAVA=%%B"
)
if not defined VERSION >&2 echo almanac: %JAVA% does not start; %INSTALL%& exit /b 3
rem 1.8 is the Java before 9.
if "%VERSION:~0,2%"=="1." set "VERSION=8"
if %VERSION% LSS 17 >&2 echo almanac: %JAVA% is Java %VERSION%; %INSTALL%& exit /b 3

call :is_built || call :build_once || exit /b 3

"%JAVA%" ^
    -Djava.awt.headless=true ^
    -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ^
    -Dai.djl.offline=true -DOPT_OUT_TRACKING=true ^
    --enable-native-access=ALL-UNNAMED ^
    "-Dalmanac.plugins=%PLUGINS%" ^
    %ALMANAC_JAVA_OPTS% ^
    -cp "%APP%\lib\*;%PLUGINS%\*" io.almanac.cli.Main %*
exit /b %ERRORLEVEL%

:is_built
if not exist "%APP%\built" exit /b 1
powershell -NoProfile -Command ^
    "$built = (Get-Item -LiteralPath ($env:APP + '\built')).LastWriteTimeUtc;" ^
    "$poms = Get-Item ($env:ROOT + '\pom.xml'), ($env:ROOT + '\*\pom.xml'), ($env:ROOT + '\*\src\main');" ^
    "$sources = Get-ChildItem -Recurse ($env:ROOT + '\*\src\main');" ^
    "exit [int](@(@($poms) + @($sources) | Where-Object { $_.LastWriteTimeUtc -gt $built }).Count -gt 0)"
exit /b %ERRORLEVEL%

rem One build at a time: a file that is open for writing can't be opened again, and a dead process has none open.
:build_once
if not exist "%ROOT%\target" mkdir "%ROOT%\target"
set "LOCKED="
8>&2 2>nul (
    9>"%LOCK%" (
        set "LOCKED=yes"
        2>&8 call :build_if_needed
    )
)
if defined LOCKED exit /b %ERRORLEVEL%
ping -n 2 127.0.0.1 >nul
goto build_once

:build_if_needed
call :is_built && exit /b 0
where mvn >nul 2>nul || (
    >&2 echo almanac: building Almanac needs Maven and found none; install Maven 3.8.7 or newer from https://maven.apache.org
    exit /b 3
)
if not exist "%HOME_OF_JAVA%\bin\javac.exe" >&2 echo almanac: %JAVA% is a Java without a compiler; %INSTALL%& exit /b 3
>&2 echo building Almanac, once; about a minute
rem The stamp bears the time of the start, so that a source saved during the build is newer. It comes last.
type nul >"%ROOT%\target\almanac.started"
if exist "%APP%" rmdir /s /q "%APP%"
pushd "%ROOT%"
set "JAVA_HOME=%HOME_OF_JAVA%"
call mvn -q -B -Dstyle.color=never -Dquick -Dmaven.test.skip=true -pl cli -am package >&2
if errorlevel 1 (
    popd
    >&2 echo almanac: the build failed; the lines above say why
    exit /b 3
)
popd
move /y "%ROOT%\target\almanac.started" "%APP%\built" >nul
exit /b %ERRORLEVEL%
