-- book_site.lua: pandoc's filter for one page of the book. Links go to pages of
-- the site, each block that was cut from a file gets a caption that leads to
-- the lines of that file, and the chapter's headings become its contents.
--
-- SOURCE is the page's file within the repository; WANTED a file to which the
-- files that the page links to are added, one a line. In an EPUB (BOOK_EPUB=1)
-- there are no pages of files, and anchors carry the chapter's name.

local source = os.getenv 'SOURCE'
local wanted = os.getenv 'WANTED'
local tools = 'tests/tools/'

local function directory(path) return path:match '^(.*)/[^/]*$' or '.' end

-- a/b/../c is a/c.
local function resolve(path)
	local parts = {}
	for part in path:gmatch '[^/]+' do
		if part == '..' then table.remove(parts)
		elseif part ~= '.' then parts[#parts + 1] = part end
	end
	return table.concat(parts, '/')
end

local function shell(command)
	local pipe = io.popen(command)
	local said = pipe:read 'a'
	pipe:close()
	return said
end

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function lines_of(text)
	local lines = {}
	for line in (text:gsub('\n*$', '\n')):gmatch '([^\n]*)\n' do
		lines[#lines + 1] = (line:gsub('%s+$', ''))
	end
	return lines
end

local function read(path)
	local file = io.open(path)
	local text = file and file:read 'a'
	if file then file:close() end
	return text
end

-- The page of the site for a file of the repository.
local function page(path)
	local step = path:match '^steps/([^/]+)/README%.md$'
	local kind = shell('if [ -d ' .. quoted(path) .. ' ]; then echo folder; elif grep -qI . ' .. quoted(path) .. '; then echo text; fi')
	if path == 'README.md' then return 'index.html' end
	if path == 'TUTORIAL.md' then return 'tutorial.html' end
	if step then return step .. '.html' end
	if wanted then
		local list = io.open(wanted, 'a')
		list:write(path, '\n')
		list:close()
	end
	if kind:match 'folder' then return 'files/' .. path .. '/index.html' end
	return 'files/' .. path .. (kind:match 'text' and not path:match '%.svg$' and '.html' or '')
end

local epub = os.getenv 'BOOK_EPUB'

-- The name that an anchor of a chapter has in the one document of an EPUB.
local function in_epub(path, anchor)
	local chapter = page(path):gsub('%.html$', '')
	return anchor == '' and chapter or chapter .. '--' .. anchor
end

local function linked(link)
	local path, anchor = link.target:match '^([^#]*)(#?.*)$'
	if link.target:match '^%a+:' or (path == '' and not epub) then return nil end
	if epub then
		local file = path == '' and source or resolve(directory(source) .. '/' .. path)
		if not file:match '%.md$' then return link.content end
		link.target = '#' .. in_epub(file, anchor:sub(2))
		return link
	end
	link.target = page(resolve(directory(source) .. '/' .. path)) .. anchor
	return link
end

local function pictured(image)
	if epub then
		image.src = resolve(directory(source) .. '/' .. image.src)
	elseif not image.src:match '^%a+:' then
		image.src = page(resolve(directory(source) .. '/' .. image.src))
	end
	return image
end

-- The first of the lines of `whole` at which all lines of `part` stand, or nil.
local function place(whole, part)
	for at = 1, #whole - #part + 1 do
		local n = 0
		while n < #part and whole[at + n] == part[n + 1] do n = n + 1 end
		if n == #part then return at end
	end
end

-- A caption's link to a file; and to one of its lines.
local function to_file(path, text, line)
	return pandoc.Link(text, page(path) .. (line and '#L-' .. line or ''))
end

-- The names in "FILE NAME... struct NAME": each a definition.
local function names_of(words)
	local names, i = {}, 2
	while i <= #words do
		if words[i]:match '^struct$' or words[i]:match '^enum$' or words[i]:match '^union$' then
			names[#names + 1] = words[i] .. ' ' .. words[i + 1]
			i = i + 1
		else
			names[#names + 1] = words[i]
		end
		i = i + 1
	end
	return names
end

local function split_label(word)
	local path, label = word:match '^(.*)@(%d+%.%d+)$'
	return path or word, label
end

local function as_of(caption, label)
	if label then caption:insert(pandoc.Str(', as after ' .. label)) end
end

local captions = {}

function captions.code(words)
	local path, label = split_label(words[1])
	local caption = pandoc.List { to_file(path, path) }
	local whole = lines_of(read(path))
	for i, name in ipairs(names_of(words)) do
		local text = shell('awk -v name=' .. quoted(name) .. ' -f ' .. tools .. 'definition.awk ' .. quoted(path))
		local line = place(whole, lines_of(text))
		caption:insert(pandoc.Str(i == 1 and ': ' or ', '))
		caption:insert(to_file(path, name, line))
		if line then caption:insert(pandoc.Str(' (line ' .. line .. ')')) end
	end
	as_of(caption, label)
	return caption
end

function captions.lines(words, block)
	local path, label = split_label(words[1])
	local caption = pandoc.List { to_file(path, path) }
	local line = place(lines_of(read(path)), lines_of(block.text))
	if line then
		caption:insert(pandoc.Str ', ')
		caption:insert(to_file(path, 'line ' .. line, line))
	end
	as_of(caption, label)
	return caption
end

function captions.diff(words)
	local old, before = split_label(words[1])
	local new, after = split_label(words[2])
	local caption = pandoc.List { pandoc.Str 'from ', to_file(old, old) }
	as_of(caption, before)
	caption:insert(pandoc.Str ' to ')
	caption:insert(to_file(new, new))
	as_of(caption, after)
	return caption
end

local function listing(mark, block)
	local kind, args = mark:match '^<!%-%- (%l+): (.-) %-%->'
	local words = {}
	for word in (args or ''):gmatch '%S+' do words[#words + 1] = word end
	block.attributes.tabindex = '0'
	if not captions[kind] or epub then return { block } end
	local caption = pandoc.Div({ pandoc.Plain(captions[kind](words, block)) }, { class = 'caption' })
	return { pandoc.Div({ caption, block }, { class = 'listing' }) }
end

-- Marks are comments above their blocks; the blocks take them in.
local function captioned(blocks)
	local done, mark = pandoc.List(), ''
	for _, block in ipairs(blocks) do
		if block.t == 'RawBlock' and block.text:match '^<!%-%- %l+:' then
			mark = block.text
		elseif block.t == 'CodeBlock' then
			done:extend(listing(mark, block))
			mark = ''
		else
			done:insert(block)
			mark = ''
		end
	end
	return done
end

-- A wide table moves inside its frame, and not the page with it.
local function framed(t)
	return pandoc.Div({ t }, { class = 'table', tabindex = '0' })
end

function Pandoc(doc)
	local title
	doc = doc:walk { Link = linked, Image = pictured, Blocks = captioned }
	if epub then
		return doc:walk { Header = function(h)
			h.identifier = in_epub(source, h.level > 1 and h.identifier or '')
			return h
		end }
	end
	doc = doc:walk { Table = framed }
	for _, block in ipairs(doc.blocks) do
		if block.t == 'Header' and block.level == 1 and not title then title = pandoc.utils.stringify(block.content) end
	end
	doc.meta.pagetitle = title
	return doc
end
