-- book_epub.lua: pandoc's filter that makes one document of the chapters whose
-- JSON files (by book_site.lua) are listed in the file PARTS.
function Pandoc(doc)
	for path in io.lines(os.getenv 'PARTS') do
		local file = io.open(path)
		doc.blocks:extend(pandoc.read(file:read 'a', 'json').blocks)
		file:close()
	end
	return doc
end
